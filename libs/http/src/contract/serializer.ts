import build from 'fast-json-stringify';
import { isRecord } from '../request/is-record.ts';

type Serializer = ReturnType<typeof build>;

/** By the schema as JSON: a third of the answers of the contract have the schema of another one. */
const compiled = new Map<string, Serializer>();

/**
 * Writes an answer with this schema as JSON, as Fastify's own compiler does, without its annotations. The first call compiles
 * the schema: it takes milliseconds, and Fastify would do it for each answer of each server before it starts.
 */
export function serializerOf(schema: unknown): (answer: unknown) => string {
  let serializer: Serializer | undefined;
  return (answer) => (serializer ??= compileOnce(schema))(answer);
}

function compileOnce(schema: unknown): Serializer {
  const used = forSerializer(schema);
  const json = JSON.stringify(used);
  const known = compiled.get(json);
  if (known) return known;
  const serializer = build(used as Parameters<typeof build>[0]);
  compiled.set(json, serializer);
  return serializer;
}

const unusedBySerializer = new Set([
  'description',
  'examples',
  'x-message',
  'x-money',
  'x-max-json-bytes',
  'pattern',
  'propertyNames',
  'default',
]);

function forSerializer(schema: unknown, isNameMap = false): unknown {
  if (Array.isArray(schema)) return schema.map((item) => forSerializer(item));
  if (!isRecord(schema)) return schema;
  // The serializer accepts a bigint only for `type: integer` with `nullable`.
  const type = schema['type'];
  const isNullableInteger = !isNameMap && Array.isArray(type) && type.join() === 'integer,null';
  const spelled = isNullableInteger ? { ...schema, type: 'integer', nullable: true } : schema;
  return Object.fromEntries(
    Object.entries(spelled)
      .filter(([key]) => isNameMap || !unusedBySerializer.has(key))
      .map(([key, value]) => [key, forSerializer(value, key === 'properties' && !isNameMap)]),
  );
}
