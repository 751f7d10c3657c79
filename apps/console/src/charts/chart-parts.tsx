/** What all charts have in common, as properties of Recharts. Its own focus of a chart is off: the figures stand in a table or in texts beside. */
export const plain = { accessibilityLayer: false, margin: { top: 8, right: 4, bottom: 0, left: 4 } };
export const grid = { vertical: false, stroke: 'var(--border)' };
export const axis = { tick: { fill: 'var(--muted)' }, tickLine: false, axisLine: false };
export const still = { isAnimationActive: false };
export const line = { ...still, stroke: 'var(--accent)', strokeWidth: 2, dot: false };

/** The gradient under a curve, for `fill="url(#id)"`. */
export const areaFill = (id: string) => (
  <defs>
    <linearGradient id={id} x1="0" y1="0" x2="0" y2="1">
      <stop offset="0" className="fill-top" />
      <stop offset="1" className="fill-bottom" />
    </linearGradient>
  </defs>
);
