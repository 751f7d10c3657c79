import type { Validator } from 'typebox/compile';

/** Says which fields break which rules, never their values: it ends in logs and dead letters. */
export function complaints(validator: Validator, root: string, value: unknown): string {
  return validator
    .Errors(value)
    .map(({ instancePath, message }) => `${root}${instancePath} ${message}`)
    .join('; ');
}
