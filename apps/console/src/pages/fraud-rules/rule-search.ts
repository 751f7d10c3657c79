/** The rule that is shown, as it stands in the URL; without one, the first. */
export function ruleSearchOf({ rule }: Record<string, unknown>): { rule?: string } {
  return typeof rule === 'string' && /^[a-z_]{1,40}$/.test(rule) ? { rule } : {};
}
