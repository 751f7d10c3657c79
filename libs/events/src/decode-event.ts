import { eventDefinitions, topics, type FlorinEvent } from './catalogue.ts';
import { complaints } from './complaints.ts';
import { envelopeValidator, isEnvelope, type Envelope } from './envelope.ts';
import type { EventDefinition } from './event-definition.ts';
import { UnreadableEvent } from './unreadable-event.ts';

const definitionByType = new Map<string, EventDefinition>(
  eventDefinitions.map((definition) => [definition.type, definition]),
);

/** Finds an integer field that may be written as a float; the match may also stand inside the metadata. */
const floatPatterns = new Map<string, RegExp>(
  eventDefinitions.map(({ type, integerFields }) => [
    type,
    new RegExp(`"(?:${integerFields.join('|')})"\\s*:\\s*-?\\d+[.eE]`),
  ]),
);

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Reads what Kafka carried. Throws UnreadableEvent, with the cause, for whatever is not one of the bank's
 * events; fields that this release does not know are let through. A topic of the bank carries only its own
 * types; any other topic (a replay, a dead letter brought back) may carry all of them.
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
    throw new UnreadableEvent('invalid_data', complaints(definition.reader, 'data', data));
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
    throw new UnreadableEvent('not_cloudevents', complaints(envelopeValidator, 'event', parsed));
  return parsed;
}

/** An event of account A under the key of B would break the order per account; another tenant's id, I17. */
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
 * `100.0` and `1e2` parse to integers, and so does `100.00000000000000001`, which is not one. The pattern
 * costs next to nothing; only when it finds something is the text parsed again, with each number's source.
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
