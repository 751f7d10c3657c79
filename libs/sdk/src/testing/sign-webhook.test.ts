import { describe, expect, test } from '@jest/globals';
import { verifyWebhook, WebhookVerificationError } from '../index.ts';
import { newWebhookSecret, signWebhook } from './index.ts';

const secret = newWebhookSecret();
const event = { id: 'evt_1', type: 'florin.webhooks.ping.v1' };

describe('a webhook that a test has signed', () => {
  test('is accepted with an object or a text as payload, and with either of two secrets', async () => {
    const signed = await signWebhook({ payload: event, secret });
    expect(await verifyWebhook({ ...signed, secret })).toEqual(event);
    const text = await signWebhook({
      payload: '{ "spaced": 1 }',
      secret: [newWebhookSecret(), secret],
      id: 'msg_7',
    });
    expect(await verifyWebhook({ ...text, secret })).toEqual({ spaced: 1 });
    expect(text.headers['webhook-id']).toBe('msg_7');
  });

  test('is signed over unchanged bytes, and not without a body or a secret', async () => {
    const signed = await signWebhook({ payload: Buffer.from('{ "spaced": 1 }'), secret });
    expect(signed.payload).toBe('{ "spaced": 1 }');
    expect(await verifyWebhook({ ...signed, secret })).toEqual({ spaced: 1 });
    await expect(signWebhook({ payload: undefined, secret })).rejects.toThrow(/^There is no body/);
    await expect(signWebhook({ payload: event, secret: undefined as never })).rejects.toThrow(
      'A webhook secret is',
    );
  });

  test.each([
    ['with another secret', { secret: newWebhookSecret() }],
    ['an hour ago', { secret, sentAt: new Date(Date.now() - 3_600_000) }],
  ])('%s is refused', async (_, how) => {
    const signed = await signWebhook({ payload: event, ...how });
    await expect(verifyWebhook({ ...signed, secret })).rejects.toBeInstanceOf(WebhookVerificationError);
  });

  test('is refused when its body was changed', async () => {
    const signed = await signWebhook({ payload: event, secret });
    const payload = signed.payload.replace('evt_1', 'evt_2');
    await expect(verifyWebhook({ ...signed, payload, secret })).rejects.toBeInstanceOf(
      WebhookVerificationError,
    );
  });
});
