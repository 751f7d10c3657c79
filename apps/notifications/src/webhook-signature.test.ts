import { expect, test } from '@jest/globals';
import { verifyWebhook } from '@florin/sdk';
import { Webhook } from 'standardwebhooks';
import { webhookHeaders, webhookSecretPattern } from './webhook-signature.ts';

// The example with which the reference libraries of Standard Webhooks are tested.
const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

test('the signature is the one that Standard Webhooks prescribes', () => {
  const headers = webhookHeaders({
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    sentAt: new Date(1_614_265_330_000),
    body: '{"test": 2432232314}',
    secrets: [secret],
  });
  expect(headers).toEqual({
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  });
});

test('a secret without padding gives the same signature', () => {
  const padded = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
  const message = { id: 'ntf_1', sentAt: new Date(0), body: '{}' };
  expect(webhookHeaders({ ...message, secrets: [padded.replace(/=+$/, '')] })).toEqual(
    webhookHeaders({ ...message, secrets: [padded] }),
  );
});

test('the SDK accepts the signature, and rejects it with another body', async () => {
  const body = '{"amount":100}';
  const headers = webhookHeaders({ id: 'ntf_1', sentAt: new Date(), body, secrets: [secret] });
  expect(await verifyWebhook({ payload: body, headers, secret })).toEqual({ amount: 100 });
  await expect(verifyWebhook({ payload: '{"amount":900}', headers, secret })).rejects.toThrow('signature');
});

test('a secret has at least 24 bytes', () => {
  const pattern = new RegExp(webhookSecretPattern);
  expect(
    [24, 32, 64].map((bytes) => pattern.test(`whsec_${Buffer.alloc(bytes).toString('base64')}`)),
  ).toEqual([true, true, true]);
  expect(pattern.test(`whsec_${Buffer.alloc(23).toString('base64')}`)).toBe(false);
  expect(pattern.test('hunter2')).toBe(false);
});

test('while one secret replaces another, a receiver verifies with either, by our SDK and by the standard’s own library', async () => {
  const next = `whsec_${Buffer.alloc(32, 5).toString('base64')}`;
  const other = `whsec_${Buffer.alloc(32, 6).toString('base64')}`;
  const body = '{"amount":100,"name":"Zoë"}';
  const headers = webhookHeaders({ id: 'whd_1', sentAt: new Date(), body, secrets: [next, secret] });
  for (const known of [secret, next]) {
    expect(new Webhook(known).verify(body, headers)).toEqual({ amount: 100, name: 'Zoë' });
    expect(await verifyWebhook({ payload: body, headers, secret: known })).toMatchObject({ amount: 100 });
    expect(await verifyWebhook({ payload: body, headers, secret: [other, known] })).toMatchObject({
      amount: 100,
    });
  }
  expect(() => new Webhook(other).verify(body, headers)).toThrow();
  await expect(verifyWebhook({ payload: body, headers, secret: other })).rejects.toThrow('signature');
});

test('the signature covers the exact bytes: the same JSON formatted differently is rejected', async () => {
  // JavaScript reorders numeric keys when it prints an object; other writers change escapes and spaces.
  const body = '{"id":"txn_1","data":{"amount":100,"metadata":{"b":"Zoë","10":"x","9":1.50}}}';
  const headers = webhookHeaders({ id: 'whd_1', sentAt: new Date(), body, secrets: [secret] });
  const library = new Webhook(secret);
  expect(library.verify(body, headers)).toEqual(JSON.parse(body));
  expect(library.verify(Buffer.from(body), headers)).toEqual(JSON.parse(body));
  const parsed = JSON.parse(body) as { id: string; data: object };
  const others = [
    JSON.stringify(parsed),
    JSON.stringify({ data: parsed.data, id: parsed.id }),
    body.replaceAll(':', ': ').replaceAll(',', ', '),
    body.replace('ë', '\\u00eb'),
    body.replace('100', '"100"'),
    `${body}\n`,
  ];
  for (const other of others) {
    expect(() => library.verify(other, headers)).toThrow('No matching signature');
    await expect(verifyWebhook({ payload: other, headers, secret })).rejects.toThrow('signature');
  }
});
