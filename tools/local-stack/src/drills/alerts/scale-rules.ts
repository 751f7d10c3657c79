const msOf = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };
const unit = '(ms|s|m|h|d|w)';
/** A range selector, such as `[5m]`, and how long an alert is pending. */
const durations = new RegExp(`(\\[|^ *for: )(\\d+)${unit}(?=\\]|$)`, 'gm');

/**
 * Makes each range selector and each `for` of a file of Prometheus rules shorter by the factor. Expressions and thresholds
 * stay as they are, also those in seconds.
 */
export function scaleRules(rules: string, factor: number): string {
  return rules.replaceAll(
    durations,
    (_, before: string, count: string, name: keyof typeof msOf) =>
      `${before}${Math.round((Number(count) * msOf[name]) / factor)}ms`,
  );
}
