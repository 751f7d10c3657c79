import type { ErrorObject } from 'ajv/dist/2020.js';
import { moneyBeside, wholeMinorUnits } from './money-message.ts';
import type { FieldError } from '../problem.ts';
import { isRecord } from '../request/is-record.ts';
import { distance } from 'fastest-levenshtein';

/** The part of a schema that messages use. */
type Schema = {
  'x-message'?: string;
  'x-money'?: true;
  type?: unknown;
  properties?: Record<string, object>;
};

/** Describes an error for the author of the request. `whole` is the part of the request that contains the value. */
export function errorMessage(error: ErrorObject, part: FieldError['in'], whole: unknown): string {
  const { keyword, params, message, parentSchema, propertyName, data } = error;
  const schema = (parentSchema ?? {}) as Schema;
  if (keyword === 'additionalProperties') return unknownName(params.additionalProperty, schema, data, part);
  if (keyword === 'required') return 'is required';
  if (keyword === 'enum') return oneOf(params.allowedValues, data);
  const subject = propertyName === undefined ? '' : 'its name ';
  if (propertyName === undefined && schema['x-money']) {
    const currency = currencyBeside(error.instancePath, whole);
    if (keyword === 'type') return wholeMinorUnits(data, currency) + orNull(schema);
    if (keyword === 'minimum' || keyword === 'maximum')
      return `${message}${moneyBeside(Number(params.limit), currency)}`;
  }
  const own = schema['x-message'];
  // The schema's own message is more precise than "must be string".
  const saysKind = keyword === 'type' && schema.type === 'string' && own?.startsWith('must be ');
  if (own && (saysKind || ['pattern', 'format', 'x-text', 'not', 'x-time-zone'].includes(keyword)))
    return subject + own + blankForPlus(data, part);
  return subject + (message ?? 'is wrong');
}

function unknownName(
  name: string,
  { properties = {} }: Schema,
  data: unknown,
  part: FieldError['in'],
): string {
  const known = Object.keys(properties);
  // A property with a default is present even if the client did not send it.
  const isOpen = (each: string) =>
    !(isRecord(data) && Object.hasOwn(data, each)) || 'default' in (properties[each] ?? {});
  const meant = closestName(name, known.filter(isOpen));
  if (meant !== undefined) return `is not known here; did you mean \`${meant}\`?`;
  return part === 'query' && known.length === 0
    ? 'is not known here: there are no parameters'
    : 'is not known here';
}

function oneOf(allowed: readonly unknown[], data: unknown): string {
  const names = allowed.filter((each) => typeof each === 'string');
  const meant = typeof data === 'string' ? closestName(data, names) : undefined;
  const list = `must be one of ${allowed.join(', ')}`;
  return meant === undefined ? list : `${list}; did you mean \`${meant}\`?`;
}

/** The currency in the object that contains the value: from the client, or the default of the contract. */
function currencyBeside(instancePath: string, whole: unknown): string | undefined {
  const steps = instancePath.split('/').slice(1, -1);
  let object = whole;
  for (const step of steps) object = isRecord(object) ? object[step] : undefined;
  const currency = isRecord(object) ? object['currency'] : undefined;
  return typeof currency === 'string' ? currency : undefined;
}

const orNull = ({ type }: Schema): string =>
  Array.isArray(type) && type.includes('null') ? ', or null' : '';

/** In a query, `+` means a blank, which breaks `2026-11-22T09:30:00+01:00`. */
function blankForPlus(data: unknown, part: FieldError['in']): string {
  const lostPlus = part === 'query' && typeof data === 'string' && /^\S*T\S* \d\d:?\d\d$/.test(data);
  return lostPlus ? '; in a query `+` is a blank: encode `+` as `%2B`' : '';
}

/** Longer than any name in the contract. */
const nameLengthMax = 64;

/** The name that was probably meant: with a small spelling difference, in another case, or with the same beginning. */
function closestName(written: string, names: readonly string[]): string | undefined {
  if (written.length > nameLengthMax) return undefined;
  // Compares letters and digits only, so that `metadata[order]`, `accountId` and `account-id` match.
  const letters = lettersOf(written.replace(/\[.*$/s, ''));
  if (letters.length < 2) return undefined;
  let best: { name: string; changes: number } | undefined;
  for (const name of names) {
    const changes = distance(letters, lettersOf(name));
    if (changes <= Math.max(1, Math.floor(letters.length / 3)) && changes < (best?.changes ?? Infinity))
      best = { name, changes };
  }
  if (best) return best.name;
  const begun = names.filter((name) => letters.length > 2 && lettersOf(name).startsWith(letters));
  return begun.length === 1 ? begun[0] : undefined;
}

const lettersOf = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');
