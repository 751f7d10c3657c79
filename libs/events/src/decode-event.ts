import { eventDefinitions, topics, type FlorinEvent } from './catalogue.ts';
import { envelopeValidator, isEnvelope, type Envelope } from './envelope.ts';
import type { EventDefinition } from './event-definition.ts';
import { schemaErrors } from './schema-errors.ts';

export type UnreadableCause =
  | 'empty'
  | 'not_utf8'
  | 'not_json'
  | 'not_cloudevents'
  | 'unknown_type'
  | 'wrong_topic'
  | 'invalid_data'
  | 'mixed_identity';

/** A message that no retry makes readable. The error message names fields, never their values. */
export class UnreadableEvent extends Error {
  override readonly name = 'UnreadableEvent';
  override readonly cause: UnreadableCause;

  constructor(cause: UnreadableCause, detail: string) {
    super(`${cause}: ${detail}`);
    this.cause = cause;
  }
}

const definitionByType = new Map<string, EventDefinition>(
  eventDefinitions.map((definition) => [definition.type, definition]),
);

/** Finds an integer field that may be written as a float. The match may also be inside the metadata. */
const floatPatterns = new Map<string, RegExp>(
  eventDefinitions.map(({ type, integerFields }) => [
    type,
    new RegExp(`"(?:${integerFields.join('|')})"\\s*:\\s*-?\\d+[.eE]`),
  ]),
);

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Decodes a Kafka message. Throws UnreadableEvent for a message that is not an event of the bank. Unknown fields are
 * accepted. A topic of the bank carries only its own types; any other topic (a replay) may carry all types.
 */
export function decodeEvent(
  topic: string,
  key: Uint8Array | string | null,
  value: Uint8Array | string | null,
): FlorinEvent {
  const text = toText(value);
  const envelope = parseEnvelope(text);
  const definition = definitionByType.get(envelope.type);
  if (!definition) throw new UnreadableEvent('unknown_type', 'no event of this type and version is known');
  if (definition.topic !== topic && topics.includes(topic)) {
    throw new UnreadableEvent('wrong_topic', `${definition.type} does not travel on ${topic}`);
  }
  const { data } = envelope;
  if (!definition.reader.Check(data)) {
    throw new UnreadableEvent('invalid_data', schemaErrors(definition.reader, 'data', data));
  }
  refuseFloats(definition, text);
  refuseMixedIdentity(envelope, key);
  return {
    type: definition.type,
    id: envelope.id,
    tenantId: envelope.tenantid,
    accountId: envelope.subject,
    time: envelope.time,
    data,
  } as FlorinEvent;
}

function toText(value: Uint8Array | string | null): string {
  if (value === null) throw new UnreadableEvent('empty', 'the message has no value');
  if (typeof value === 'string') return value;
  try {
    return utf8.decode(value);
  } catch {
    throw new UnreadableEvent('not_utf8', 'the value is not UTF-8');
  }
}

function parseEnvelope(text: string): Envelope {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new UnreadableEvent('not_json', 'the value is not JSON');
  }
  if (!isEnvelope(parsed))
    throw new UnreadableEvent('not_cloudevents', schemaErrors(envelopeValidator, 'event', parsed));
  return parsed;
}

/** An event of one account under the key of another would break the order per account; for tenants, see I17. */
function refuseMixedIdentity(
  { subject, partitionkey, tenantid, data }: Envelope,
  key: Uint8Array | string | null,
): void {
  const keyText = key === null ? null : typeof key === 'string' ? key : Buffer.from(key).toString('utf8');
  const oneAccount = subject === data['account_id'] && subject === partitionkey && subject === keyText;
  if (!oneAccount) {
    throw new UnreadableEvent('mixed_identity', 'key, subject, partitionkey and data/account_id differ');
  }
  if (tenantid !== data['tenant_id']) {
    throw new UnreadableEvent('mixed_identity', 'tenantid and data/tenant_id differ');
  }
}

/**
 * `100.0` and `1e2` parse to integers, and so does `100.00000000000000001`, which is not one. Only if the cheap pattern
 * matches, the text is parsed again with the source of each number.
 */
function refuseFloats(definition: EventDefinition, text: string): void {
  if (!floatPatterns.get(definition.type)?.test(text)) return;
  const holders = new Map<string, object[]>();
  const parsed = JSON.parse(text, function (
    this: object,
    key: string,
    value: unknown,
    context?: { source?: string },
  ) {
    if (typeof value === 'number' && /[.eE]/.test(context?.source ?? '')) {
      holders.set(key, [...(holders.get(key) ?? []), this]);
    }
    return value;
  } as (this: object, key: string, value: unknown) => unknown) as Envelope;
  const floats = definition.integerFields.filter((field) => holders.get(field)?.includes(parsed.data));
  if (floats.length > 0) {
    throw new UnreadableEvent(
      'invalid_data',
      floats.map((field) => `data/${field} is written as a float`).join('; '),
    );
  }
}
