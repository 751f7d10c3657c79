import type { Static, TObject } from 'typebox';
import { complaints } from './complaints.ts';
import type { Event, EventDefinition } from './event-definition.ts';
import { isEventId, isTimestamp } from './envelope.ts';

/** An event as Kafka carries it. `value` is CloudEvents 1.0 JSON in structured mode. */
export interface EncodedEvent {
  topic: string;
  /** The account id: events of one account stay in one partition and so in order. */
  key: string;
  value: string;
  headers: Record<string, string>;
}

/** The header that tells CloudEvents readers that the whole event is in the value. */
export const eventHeaders = { 'content-type': 'application/cloudevents+json' };

/**
 * Turns a fact into what Kafka carries. `id` must be the same whenever the same fact is encoded again.
 * Throws on anything the event's schema does not allow: that is a bug of the sender, never weather.
 */
export function encodeEvent<Name extends string, Data extends TObject>(
  definition: EventDefinition<Name, Data>,
  event: { id: string; tenantId: string; accountId: string; time: string; data: Static<Data> },
): EncodedEvent {
  const { id, tenantId, accountId, time, data } = event;
  if (!isEventId(id)) throw new TypeError(`${definition.type}: id is not 1 to 255 visible characters`);
  if (!isTimestamp(time)) throw new TypeError(`${definition.type} ${id}: time is not RFC 3339 in UTC`);
  if (!definition.writer.Check(data))
    throw new TypeError(`${definition.type} ${id}: ${complaints(definition.writer, 'data', data)}`);
  if (data['account_id'] !== accountId || data['tenant_id'] !== tenantId) {
    throw new TypeError(`${definition.type} ${id}: account or tenant differ between envelope and data`);
  }
  const value = cloudEventText(definition, event);
  return { topic: definition.topic, key: accountId, value, headers: { ...eventHeaders } };
}

/** An event as published, from what was read of it: CloudEvents 1.0 in JSON, members in the order of `encodeEvent`. */
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
