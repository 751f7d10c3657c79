import type { ErrorObject } from 'ajv/dist/2020.js';
import { closestName } from './closest-name.ts';
import { moneyBeside, wholeMinorUnits } from './money-message.ts';
import type { FieldError } from '../problem.ts';

/** What the contract says about a value, as far as messages need it. */
type Schema = { 'x-message'?: string; 'x-money'?: true; type?: unknown; properties?: object };

/** What is wrong with a value, for the person who typed it. `whole` is the part of the request that it stands in. */
export function errorMessage(error: ErrorObject, part: FieldError['in'], whole: unknown): string {
  const { keyword, params, message, parentSchema, propertyName, data } = error;
  const schema = (parentSchema ?? {}) as Schema;
  if (keyword === 'additionalProperties') return unknownName(params.additionalProperty, schema, data, part);
  if (keyword === 'required') return 'is required';
  if (keyword === 'enum') return oneOf(params.allowedValues as unknown[], data);
  const subject = propertyName === undefined ? '' : 'its name ';
  if (propertyName === undefined && schema['x-money']) {
    const currency = currencyBeside(error.instancePath, whole);
    if (keyword === 'type') return wholeMinorUnits(data, currency) + orNull(schema);
    if (keyword === 'minimum' || keyword === 'maximum')
      return `${message}${moneyBeside(Number(params.limit), currency)}`;
  }
  const own = schema['x-message'];
  // What a text must be says more than that it must be one.
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
  // What has a default is there whether the client wrote it or not.
  const isOpen = (each: string) =>
    !Object.hasOwn((data ?? {}) as object, each) ||
    'default' in (properties as Record<string, object>)[each]!;
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

/** The currency of the object that the value stands in: what the client wrote, or the contract's default. */
function currencyBeside(instancePath: string, whole: unknown): string | undefined {
  const steps = instancePath.split('/').slice(1, -1);
  let object = whole;
  for (const step of steps) object = (object as Record<string, unknown> | undefined)?.[step];
  const { currency } = (object ?? {}) as { currency?: unknown };
  return typeof currency === 'string' ? currency : undefined;
}

const orNull = ({ type }: Schema): string =>
  Array.isArray(type) && type.includes('null') ? ', or null' : '';

/** In a query `+` is a blank (`2026-11-22T09:30:00+01:00` arrives with one). */
function blankForPlus(data: unknown, part: FieldError['in']): string {
  const lostPlus = part === 'query' && typeof data === 'string' && /^\S*T\S* \d\d:?\d\d$/.test(data);
  return lostPlus ? '; in a query `+` is a blank: encode `+` as `%2B`' : '';
}
