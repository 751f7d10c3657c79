import { describe, expect, test } from '@jest/globals';
import { decodeEvent, encodeEvent, eventDefinitions, transactionsCompleted } from './index.ts';
import {
  alertEvent,
  completedEvent,
  deliveryEvent,
  failedEvent,
  holdEvent,
  lifecycleEvent,
  sampleMessages,
} from './sample-events.ts';

const encodeCompleted = (change: Record<string, unknown>) => {
  const event = completedEvent();
  return () => encodeEvent(transactionsCompleted, { ...event, data: { ...event.data, ...change } });
};

describe('an encoded event', () => {
  test('is CloudEvents 1.0 JSON, keyed by the account, with tenant and partition key as extensions', () => {
    const event = completedEvent();
    const { topic, key, value, headers } = encodeEvent(transactionsCompleted, event);
    expect(topic).toBe('transactions.completed');
    expect(key).toBe(event.accountId);
    expect(headers).toEqual({ 'content-type': 'application/cloudevents+json' });
    expect(JSON.parse(value)).toEqual({
      specversion: '1.0',
      id: event.id,
      source: '/florin/ledger',
      type: 'florin.transactions.completed.v1',
      subject: event.accountId,
      time: event.time,
      datacontenttype: 'application/json',
      tenantid: event.tenantId,
      partitionkey: event.accountId,
      data: event.data,
    });
  });

  test('decodes to the original, for every kind of event', () => {
    const events = [
      completedEvent(),
      failedEvent(),
      holdEvent(),
      lifecycleEvent(),
      alertEvent(),
      deliveryEvent(),
    ];
    const sent = Object.entries(sampleMessages());
    expect(sent.map(([type]) => type)).toEqual(eventDefinitions.map(({ type }) => type));
    for (const [index, [type, { topic, key, value }]] of sent.entries()) {
      expect(decodeEvent(topic, Buffer.from(key), Buffer.from(value))).toEqual({ type, ...events[index] });
    }
  });

  test('carries the largest balances exactly', () => {
    for (const balance of [Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER]) {
      const { topic, key, value } = encodeCompleted({ balance_after: balance })();
      expect(decodeEvent(topic, key, value).data).toMatchObject({ balance_after: balance });
    }
  });

  test.each([
    ['money as a fraction', { amount: 10.5 }, 'data/amount'],
    ['money as a string', { amount: '10' }, 'data/amount'],
    ['money beyond 2^53 - 1', { balance_after: 2 ** 53 }, 'data/balance_after'],
    ['money that is not a number', { balance_after: NaN }, 'data/balance_after'],
    ['an amount of zero', { amount: 0 }, 'data/amount'],
    ['a missing account version', { account_version: undefined }, 'data/account_version'],
    ['a time that is not in UTC', { created_at: '2026-11-22T10:00:00+01:00' }, 'data/created_at'],
    ['a field that the schema does not name', { api_key: 'flk_secret' }, 'additional'],
    ["another tenant's id", { tenant_id: lifecycleEvent().tenantId.replace(/.$/, '0') }, 'differ'],
  ])('is refused with %s, by the name of the field and without its value', (_, change, named) => {
    const encode = encodeCompleted(change);
    expect(encode).toThrow(TypeError);
    expect(encode).toThrow(named);
    expect(encode).not.toThrow('flk_secret');
  });

  test('is refused under an id that is empty or cannot be stored', () => {
    for (const id of ['', 'a b', 'nul\u0000', 'x'.repeat(256)]) {
      expect(() => encodeEvent(transactionsCompleted, { ...completedEvent(), id })).toThrow(TypeError);
    }
  });
});
