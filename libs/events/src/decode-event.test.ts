import { describe, expect, test } from '@jest/globals';
import {
  decodeEvent,
  encodeEvent,
  notificationsDeliveries,
  transactionsCompleted,
  UnreadableEvent,
  type UnreadableCause,
} from './index.ts';
import { completedEvent, deliveryEvent } from './sample-events.ts';

const { topic, key, value } = encodeEvent(transactionsCompleted, completedEvent());

function changed(
  change: (event: { [field: string]: unknown; data: Record<string, unknown> }) => void,
): string {
  const event = JSON.parse(value);
  change(event);
  return JSON.stringify(event);
}

function causeOf(read: () => unknown): UnreadableCause | 'readable' {
  try {
    read();
  } catch (error) {
    if (error instanceof UnreadableEvent) return error.cause;
    throw error;
  }
  return 'readable';
}

describe('decoding an event', () => {
  test.each<[string, UnreadableCause, string | Uint8Array | null]>([
    ['a tombstone', 'empty', null],
    ['broken UTF-8', 'not_utf8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d])],
    ['no JSON', 'not_json', 'hello'],
    ['half an event', 'not_json', value.slice(0, -20)],
    ['JSON that is no event', 'not_cloudevents', '{"hello":"world"}'],
    ['JSON that is no object', 'not_cloudevents', 'null'],
    ['another CloudEvents version', 'not_cloudevents', changed((event) => (event['specversion'] = '0.3'))],
    ['an id with a NUL in it', 'not_cloudevents', changed((event) => (event['id'] = 'a\u0000'))],
    ['a later version', 'unknown_type', value.replace('completed.v1', 'completed.v2')],
    ["another topic's type", 'wrong_topic', value.replace('completed.v1', 'failed.v1')],
    ['money as a fraction', 'invalid_data', value.replace('"amount":100,', '"amount":100.5,')],
    ['money written as 100.0', 'invalid_data', value.replace('"amount":100,', '"amount":100.0,')],
    [
      'money that only rounding makes whole',
      'invalid_data',
      value.replace('"amount":100,', '"amount": 100.00000000000000001,'),
    ],
    ['money with an exponent', 'invalid_data', value.replace('"balance_after":100', '"balance_after":1e2')],
    ['money as a string', 'invalid_data', value.replace('"amount":100,', '"amount":"100",')],
    [
      'money beyond 2^53 - 1',
      'invalid_data',
      value.replace('"balance_after":100', '"balance_after":9007199254740993'),
    ],
    ['a missing field', 'invalid_data', changed(({ data }) => delete data['currency'])],
    [
      'a day that is not in the calendar',
      'invalid_data',
      changed(({ data }) => (data['created_at'] = '2026-02-31T00:00:00Z')),
    ],
    ["another tenant's data", 'mixed_identity', changed((event) => (event['tenantid'] = 'tenant_other'))],
    ["another account's subject", 'mixed_identity', changed((event) => (event['subject'] = 'acct_other'))],
  ])('refuses %s: %s', (_, cause, broken) => {
    expect(causeOf(() => decodeEvent(topic, key, broken))).toBe(cause);
  });

  test('refuses the key of another account, or none, because the order per account would break', () => {
    expect(causeOf(() => decodeEvent(topic, Buffer.from('acct_other'), value))).toBe('mixed_identity');
    expect(causeOf(() => decodeEvent(topic, null, value))).toBe('mixed_identity');
  });

  test('accepts fields that a later release has added', () => {
    const later = changed((event) => {
      event['traceparent'] = '00-1-2-3';
      event.data['fee'] = 1.5;
    });
    expect(decodeEvent(topic, key, later).data).toMatchObject({ amount: 100 });
  });

  test('accepts kinds of movement and changes that this release does not know', () => {
    const later = changed(({ data }) => (data['type'] = 'direct_debit'));
    expect(decodeEvent(topic, key, later).data).toMatchObject({ type: 'direct_debit' });
  });

  test('refuses an integer written as a float, also in a field that may be null', () => {
    const delivery = encodeEvent(notificationsDeliveries, deliveryEvent());
    const floating = delivery.value.replace('"response_status":204', '"response_status":204.0');
    expect(causeOf(() => decodeEvent(delivery.topic, delivery.key, floating))).toBe('invalid_data');
  });

  test('accepts fractions in the metadata, even under the name of a money field', () => {
    expect(decodeEvent(topic, key, value).data).toMatchObject({ metadata: { amount: 1.5 } });
  });

  test('accepts a topic that is not one of the bank’s, such as a replay', () => {
    expect(causeOf(() => decodeEvent('replay-7', key, value))).toBe('readable');
  });
});
