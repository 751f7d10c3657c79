import type { Static, TObject } from 'typebox';
import type { Event, EventDefinition } from './event-definition.ts';
import { isEventId, isTimestamp } from './envelope.ts';
import { schemaErrors } from './schema-errors.ts';

/** An event as a Kafka message. `value` is CloudEvents 1.0 JSON in structured mode. */
export interface EncodedEvent {
  topic: string;
  /** The account id, so that events of one account are in one partition and in order. */
  key: string;
  value: string;
  headers: Record<string, string>;
}

/** The header that marks an event in structured mode: the whole event is in the value. */
export const eventHeaders = { 'content-type': 'application/cloudevents+json' };

/**
 * Encodes an event as a Kafka message. `id` must be the same whenever the same fact is encoded again. Throws TypeError
 * for data that the event's schema does not allow, which is a bug of the sender.
 */
export function encodeEvent<Name extends string, Data extends TObject>(
  definition: EventDefinition<Name, Data>,
  event: { id: string; tenantId: string; accountId: string; time: string; data: Static<Data> },
): EncodedEvent {
  const { id, tenantId, accountId, time, data } = event;
  if (!isEventId(id)) throw new TypeError(`${definition.type}: id is not 1 to 255 visible characters`);
  if (!isTimestamp(time)) throw new TypeError(`${definition.type} ${id}: time is not RFC 3339 in UTC`);
  if (!definition.writer.Check(data))
    throw new TypeError(`${definition.type} ${id}: ${schemaErrors(definition.writer, 'data', data)}`);
  if (data['account_id'] !== accountId || data['tenant_id'] !== tenantId) {
    throw new TypeError(`${definition.type} ${id}: account or tenant differ between envelope and data`);
  }
  const value = cloudEventText(definition, event);
  return { topic: definition.topic, key: accountId, value, headers: { ...eventHeaders } };
}

/** The text of an event as published: CloudEvents 1.0 in JSON, with members in a fixed order. */
export function cloudEventText(
  { type, source }: Pick<EventDefinition, 'type' | 'source'>,
  { id, tenantId, accountId, time, data }: Omit<Event<string, object>, 'type'>,
): string {
  return JSON.stringify({
    specversion: '1.0',
    id,
    source,
    type,
    subject: accountId,
    time,
    datacontenttype: 'application/json',
    tenantid: tenantId,
    partitionkey: accountId,
    data,
  });
}
