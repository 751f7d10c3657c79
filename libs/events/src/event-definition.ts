import { Type, type Static, type TObject, type TProperties } from 'typebox';
import { Compile, type Validator } from 'typebox/compile';

/** One kind of event: its name and version, where it travels, who sends it, and the shape of its data. */
export interface EventDefinition<Name extends string = string, Data extends TObject = TObject> {
  /** CloudEvents `type`, ending in the version: `florin.transactions.completed.v1`. */
  readonly type: Name;
  readonly topic: string;
  readonly source: string;
  readonly description: string;
  /** JSON Schema of `data` as readers see it: fields that it does not name are allowed. */
  readonly data: Data;
  /** For reading: tolerates fields that a later release has added. */
  readonly reader: Validator;
  /** For writing: a field that the schema does not name is a bug, perhaps a leak. */
  readonly writer: Validator;
  /** Fields of `data` that hold integers, money among them. */
  readonly integerFields: readonly string[];
}

/** An event as programs hold it; `time` is RFC 3339 UTC, money in `data` is in minor units. */
export interface Event<Name extends string, Data> {
  readonly type: Name;
  /** The same for every delivery of the same fact: what consumers deduplicate by. */
  readonly id: string;
  readonly tenantId: string;
  readonly accountId: string;
  readonly time: string;
  readonly data: Data;
}

export type EventOf<Definition> =
  Definition extends EventDefinition<infer Name, infer Data> ? Event<Name, Static<Data>> : never;

/**
 * Defines an event once; its TypeScript type, its JSON Schema and both validators follow from it.
 * `data` must hold `account_id` and `tenant_id`: the first is the Kafka key.
 */
export function defineEvent<const Name extends string, Fields extends TProperties>(definition: {
  type: Name;
  topic: string;
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

/** Also when the field may be null. */
const holdsInteger = (schema: unknown): boolean =>
  Type.IsInteger(schema) || (Type.IsUnion(schema) && schema.anyOf.some(holdsInteger));
