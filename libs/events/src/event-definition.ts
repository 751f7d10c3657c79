import { Type, type Static, type TObject, type TProperties } from 'typebox';
import { Compile, type Validator } from 'typebox/compile';

/** One kind of event: its name and version, its topic, its source, and the schema of its data. */
export interface EventDefinition<Name extends string = string, Data extends TObject = TObject> {
  /** CloudEvents `type`, ending in the version: `florin.transactions.completed.v1`. */
  readonly type: Name;
  readonly topic: string;
  /** The scope that a caller of the API needs for what the event carries, such as for a webhook with it. */
  readonly readScope: string;
  readonly source: string;
  readonly description: string;
  /** JSON Schema of `data` for readers. Additional fields are allowed. */
  readonly data: Data;
  /** Validates data that was read. Accepts fields that a later release has added. */
  readonly reader: Validator;
  /** Validates data before it is written. A field that the schema does not name is a bug, possibly a leak. */
  readonly writer: Validator;
  /** Fields of `data` that are integers, including money. */
  readonly integerFields: readonly string[];
}

/** An event in memory. `time` is RFC 3339 in UTC; money in `data` is in minor units. */
export interface Event<Name extends string, Data> {
  readonly type: Name;
  /** The same for every delivery of the same fact. Consumers deduplicate by it. */
  readonly id: string;
  readonly tenantId: string;
  readonly accountId: string;
  readonly time: string;
  readonly data: Data;
  /** The span that the event comes from, if it was traced. It comes with the message, and is no part of the event. */
  traceparent?: string;
}

export type EventOf<Definition> =
  Definition extends EventDefinition<infer Name, infer Data> ? Event<Name, Static<Data>> : never;

/**
 * Defines an event. Its TypeScript type, its JSON Schema and both validators are derived from the definition. `data`
 * must contain `account_id`, which is the Kafka key, and `tenant_id`.
 */
export function defineEvent<const Name extends string, Fields extends TProperties>(definition: {
  type: Name;
  topic: string;
  readScope: string;
  source: string;
  description: string;
  data: TObject<Fields>;
}): EventDefinition<Name, TObject<Fields>> {
  const { properties } = definition.data;
  return {
    ...definition,
    reader: Compile(definition.data),
    writer: Compile(Type.Object(properties, { additionalProperties: false })),
    integerFields: Object.keys(properties).filter((name) => holdsInteger(properties[name])),
  };
}

/** Whether a field is an integer, also if it may be null. */
const holdsInteger = (schema: unknown): boolean =>
  Type.IsInteger(schema) || (Type.IsUnion(schema) && schema.anyOf.some(holdsInteger));
