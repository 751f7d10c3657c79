import { userInfo } from 'node:os';

/** What the option `--operator` of a command must be, as its message says. */
export const operatorNameRule = '--operator is a name of 1 to 64 letters, digits, blanks and . @ + - _';

/** The operator's name that a command records: as given, by default the system's user. Undefined for what is no name. */
export function operatorName(given: unknown = userInfo().username): string | undefined {
  return typeof given === 'string' && /^[\w.@+ -]{1,64}$/.test(given) ? given : undefined;
}
