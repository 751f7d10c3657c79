/** Resident memory at a moment, in minutes since the load began. */
export type Sample = { minute: number; mb: number };

/** How fast memory grows: the slope of the straight line with the least squares, in MB a minute. */
export function slopePerMinute(samples: readonly Sample[]): number {
  const count = samples.length;
  if (count < 2) return 0;
  const mean = (of: (sample: Sample) => number) =>
    samples.reduce((sum, sample) => sum + of(sample), 0) / count;
  const [middle, level] = [mean(({ minute }) => minute), mean(({ mb }) => mb)];
  const spread = mean(({ minute }) => (minute - middle) ** 2);
  return spread === 0 ? 0 : mean(({ minute, mb }) => (minute - middle) * (mb - level)) / spread;
}
