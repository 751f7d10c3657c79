import type { Validator } from 'typebox/compile';

/** Names the fields that break a schema and the rules they break, never their values: the text is logged. */
export function schemaErrors(validator: Validator, root: string, value: unknown): string {
  return validator
    .Errors(value)
    .map(({ instancePath, message }) => `${root}${instancePath} ${message}`)
    .join('; ');
}
