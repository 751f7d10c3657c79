import { schemas, type Schema } from '../generated/contract-rules.ts';
import { firstMomentOf, isDate, isTimeZone } from '@florin/rules';

export type Flaw = { pointer: string; message: string };
type Fields = Record<string, unknown>;

/**
 * Returns what is wrong with a value by a schema of the contract, and fills in defaults. It supports the JSON Schema
 * keywords that requests of the contract use, and throws at any other, so that no new keyword is ignored.
 */
export function check(schema: Schema, value: unknown, pointer = ''): Flaw[] {
  const { $ref, discriminator, oneOf, ...own } = schema;
  if ($ref !== undefined) return check({ ...resolve($ref), ...own }, value, pointer);
  if (oneOf && discriminator) return checkOneOf(oneOf, discriminator.propertyName, value, pointer);
  const flaw = (message: string) => [{ pointer, message }];
  if (!hasType(value, own['type'])) return flaw(`must be ${[own['type']].flat().join(',')}`);
  if (value === null) return [];
  const message = Object.keys(own).flatMap((word) => {
    const rule = rules[word];
    if (!rule) throw new Error(`The testing kit does not know the schema's word "${word}".`);
    return rule(own[word] as never, value as never, own) ?? [];
  });
  return [...message.flatMap(flaw), ...checkInside(own, value, pointer)];
}

/**
 * Returns what is wrong with a value by one of the contract's schemas, such as `BatchMovement`: each flaw with its JSON
 * pointer. Does not change the value. Throws RangeError for a schema that no request uses.
 */
export function contractFlaws(schema: string, value: unknown): Flaw[] {
  const named = schemas[schema];
  if (!named) throw new RangeError(`No request has a schema "${schema}".`);
  return check(named, structuredClone(value));
}

/** One check for each keyword. It returns what is wrong, or undefined. */
const rules: Record<string, (wanted: never, value: never, schema: Schema) => string | undefined> = {
  const: (wanted: unknown, value: unknown) => said(value === wanted, 'must be equal to constant'),
  enum: (wanted: unknown[], value: unknown) =>
    said(wanted.includes(value), `must be one of ${wanted.join(', ')}`),
  minimum: (least: number, value: number) => said(value >= least, `must be >= ${least}`),
  maximum: (most: number, value: number) => said(value <= most, `must be <= ${most}`),
  minLength: (least: number, value: string) =>
    said([...value].length >= least, `must NOT have fewer than ${least} characters`),
  maxLength: (most: number, value: string) =>
    said([...value].length <= most, `must NOT have more than ${most} characters`),
  pattern: (pattern: string, value: string, schema) =>
    said(
      new RegExp(pattern, 'u').test(value),
      String(schema['x-message'] ?? `must match pattern "${pattern}"`),
    ),
  'x-text': (kind: string, value: string, schema) =>
    said(
      !(kind === 'visible' ? /[\p{C}\s]/u : /\p{Cs}/u).test(value),
      String(schema['x-message'] ?? `must be ${kind} text`),
    ),
  not: (unwanted: Schema, value: unknown, schema) =>
    said(hasFlaws(unwanted, value), String(schema['x-message'] ?? 'must NOT be valid')),
  // The format of an integer is its width; `minimum` and `maximum` give its range.
  format: (format: string, value: unknown, schema) =>
    said(
      format !== 'date-time' || !Number.isNaN(Date.parse(String(value))),
      String(schema['x-message'] ?? 'must match format'),
    ),
  'x-time': (_: boolean, value: string) =>
    said(!/^\d{4}-\d\d-\d\d(T|$)/.test(value) || isDate(value.slice(0, 10)), 'must be a date that exists'),
  'x-time-zone': (_: boolean, value: string, schema) => said(isTimeZone(value), String(schema['x-message'])),
  minItems: (least: number, value: unknown[]) =>
    said(value.length >= least, `must NOT have fewer than ${least} items`),
  maxItems: (most: number, value: unknown[]) =>
    said(value.length <= most, `must NOT have more than ${most} items`),
  uniqueItems: (_: boolean, value: unknown[]) =>
    said(new Set(value).size === value.length, 'must NOT have duplicate items'),
  maxProperties: (most: number, value: object) =>
    said(Object.keys(value).length <= most, `must NOT have more than ${most} properties`),
  minProperties: (least: number, value: object) =>
    said(Object.keys(value).length >= least, `must NOT have fewer than ${least} properties`),
  'x-max-json-bytes': (most: number, value: object) =>
    said(
      new TextEncoder().encode(JSON.stringify(value)).length <= most,
      `must not be larger than ${most} bytes as JSON`,
    ),
};
/** `checkInside` handles these keywords, or they need no check. */
for (const word of [
  ...['type', 'default', 'properties', 'required', 'additionalProperties', 'propertyNames', 'items'],
  ...['x-message', 'x-money', 'style', 'explode'],
]) {
  rules[word] = () => undefined;
}

function said(isRight: boolean, message: string): string | undefined {
  return isRight ? undefined : message;
}

function checkInside(schema: Schema, value: unknown, pointer: string): Flaw[] {
  if (Array.isArray(value)) {
    const { items } = schema;
    return items ? value.flatMap((each, index) => check(items, each, `${pointer}/${index}`)) : [];
  }
  return isFields(value) ? checkObject(schema, value, pointer) : [];
}

function checkObject(schema: Schema, value: Fields, pointer: string): Flaw[] {
  const { properties = {}, required = [], propertyNames: names, additionalProperties } = schema;
  const at = (name: string) => `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  for (const [name, property] of Object.entries(properties)) {
    const { default: filled } = property.$ref ? resolve(property.$ref) : property;
    if (filled !== undefined && value[name] === undefined) value[name] = structuredClone(filled);
  }
  beginOfDates(properties, value);
  const missing = required.filter((name) => value[name] === undefined);
  return [
    ...missing.map((name) => ({ pointer: at(name), message: 'is required' })),
    ...Object.entries(value).flatMap(([name, each]) => {
      const flaws = names ? check({ type: 'string', ...names }, name, at(name)) : [];
      const property = Object.hasOwn(properties, name) ? properties[name] : additionalProperties;
      if (property === false) return [...flaws, { pointer: at(name), message: 'is not known here' }];
      const inside = typeof property === 'object' ? check(property, each, at(name)) : [];
      return [...flaws.map((flaw) => ({ ...flaw, message: `its name ${flaw.message}` })), ...inside];
    }),
  ];
}

/** Replaces a date by its first moment, in the `time_zone` of the same object or in UTC. */
function beginOfDates(properties: Readonly<Record<string, Schema>>, value: Fields): void {
  const zone = value['time_zone'] ?? 'UTC';
  if (typeof zone !== 'string' || !isTimeZone(zone)) return;
  for (const [name, { $ref }] of Object.entries(properties)) {
    const text = value[name];
    if (typeof text !== 'string' || !isDate(text) || $ref === undefined) continue;
    if (isTime(resolve($ref))) value[name] = firstMomentOf(text, zone).toISOString();
  }
}

function isTime(schema: Schema): boolean {
  const { $ref } = schema;
  return 'x-time' in schema || ($ref !== undefined && isTime(resolve($ref)));
}

/** Chooses the schema by the discriminator, so that only the flaws by that schema are returned. */
function checkOneOf(kinds: readonly Schema[], propertyName: string, value: unknown, pointer: string): Flaw[] {
  if (!isFields(value)) return [{ pointer, message: 'must be object' }];
  const kind = kinds.find(({ $ref }) => {
    const tag = resolve($ref ?? '').properties?.[propertyName];
    return tag !== undefined && !hasFlaws(tag, value[propertyName]);
  });
  if (kind) return check(kind, value, pointer);
  return [{ pointer, message: `value of tag "${propertyName}" must be in oneOf` }];
}

function hasFlaws(schema: Schema, value: unknown): boolean {
  return check(schema, value).length > 0;
}

function resolve($ref: string): Schema {
  const found = schemas[$ref.replace('#/components/schemas/', '')];
  if (!found) throw new RangeError(`The contract's rules have no schema ${$ref}.`);
  return found;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function hasType(value: unknown, types: unknown): boolean {
  if (types === undefined) return true;
  return [types].flat().some((type) => {
    if (type === 'null') return value === null;
    if (type === 'integer') return Number.isInteger(value);
    if (type === 'array') return Array.isArray(value);
    if (type === 'object') return isFields(value);
    return typeof value === type;
  });
}
