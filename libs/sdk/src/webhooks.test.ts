import { createHmac } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { verifyWebhook, webhookChallengeAnswer, WebhookVerificationError } from './webhooks.ts';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const payload = '{"test": 2432232314}';

/** Signs as Standard Webhooks says, with node:crypto; the code under test uses WebCrypto. */
function signed(body = payload, timestamp = String(Math.floor(Date.now() / 1_000)), with_ = secret) {
  const key = Buffer.from(with_.replace('whsec_', ''), 'base64');
  const signature = createHmac('sha256', key).update(`msg_1.${timestamp}.${body}`).digest('base64');
  return { 'webhook-id': 'msg_1', 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
}

describe('a webhook', () => {
  test('that the bank signed is returned parsed, from any kind of headers and body', async () => {
    const headers = signed();
    const asNode = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name.toUpperCase(), value]),
    );
    await expect(verifyWebhook({ payload, headers, secret })).resolves.toEqual({ test: 2432232314 });
    await expect(verifyWebhook({ payload, headers: asNode, secret })).resolves.toEqual({ test: 2432232314 });
    await expect(
      verifyWebhook({ payload: new TextEncoder().encode(payload), headers: new Headers(headers), secret }),
    ).resolves.toEqual({ test: 2432232314 });
  });

  test('from the example of the standard is accepted', async () => {
    const headers = {
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    };
    await expect(verifyWebhook({ payload, headers, secret, toleranceSeconds: Infinity })).resolves.toEqual({
      test: 2432232314,
    });
  });

  test('is accepted with either secret during a rotation, and with one valid signature among several', async () => {
    const other = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
    const headers = signed();
    await expect(verifyWebhook({ payload, headers, secret: [other, secret] })).resolves.toBeDefined();
    const many = { ...headers, 'webhook-signature': `v1a,xx v1,AAAA v1,??? ${headers['webhook-signature']}` };
    await expect(verifyWebhook({ payload, headers: many, secret })).resolves.toBeDefined();
  });

  const nowSeconds = Math.floor(Date.now() / 1_000);
  test.each([
    ['whose body was changed', { payload: '{"test": 2432232315}', headers: signed() }],
    [
      'signed with another secret',
      { payload, headers: signed(payload, undefined, `whsec_${Buffer.alloc(32).toString('base64')}`) },
    ],
    ['that is ten minutes old', { payload, headers: signed(payload, String(nowSeconds - 600)) }],
    ['with a timestamp in the future', { payload, headers: signed(payload, String(nowSeconds + 600)) }],
    ['whose timestamp is not a number', { payload, headers: signed(payload, 'soon') }],
    [
      'with an unknown signature version',
      { payload, headers: { ...signed(), 'webhook-signature': 'v2,abcd' } },
    ],
    ['without a signature', { payload, headers: { ...signed(), 'webhook-signature': undefined } }],
    ['without an id', { payload, headers: { ...signed(), 'webhook-id': undefined } }],
  ])('%s is refused', async (_, message) => {
    await expect(verifyWebhook({ ...message, secret })).rejects.toBeInstanceOf(WebhookVerificationError);
  });

  test.each([
    ['an object', { test: 1 }],
    ['a list', [1]],
    ['a number', 7],
    ['null', null],
    ['true', true],
  ])('whose body was parsed into %s throws a TypeError that says to pass the raw body', async (_, parsed) => {
    const verified = verifyWebhook({ payload: parsed as never, headers: signed(), secret });
    await expect(verified).rejects.toThrow(/^The body was parsed already; pass the raw body/);
    await expect(verified).rejects.toThrow('/docs/guides/webhooks#the-raw-body-trap');
    await expect(verified).rejects.toBeInstanceOf(TypeError);
  });

  test.each([
    [undefined, /^There is no body; pass the raw body/],
    [new Request('http://127.0.0.1/'), /^A Request is not a body; pass the raw body/],
    [new ReadableStream(), /^A ReadableStream is not a body; pass the raw body/],
  ])('without a body (%s) throws an error that says to pass the raw body', async (payload, message) => {
    await expect(verifyWebhook({ payload: payload as never, headers: signed(), secret })).rejects.toThrow(
      message,
    );
  });

  test('is accepted as bytes of any type', async () => {
    const bytes = new TextEncoder().encode(payload);
    for (const body of [bytes, Buffer.from(payload), bytes.buffer, new DataView(bytes.buffer)]) {
      await expect(
        verifyWebhook({ payload: body as never, headers: signed(), secret }),
      ).resolves.toBeDefined();
    }
  });

  test('without a secret or headers throws an error that says what is missing', async () => {
    for (const none of [undefined, null, [], [undefined]] as never[]) {
      await expect(verifyWebhook({ payload, headers: signed(), secret: none })).rejects.toThrow(
        'A webhook secret is "whsec_" and base64.',
      );
    }
    await expect(verifyWebhook({ payload, headers: undefined as never, secret })).rejects.toThrow(
      /^The headers of a webhook are/,
    );
  });

  test('with an empty secret throws a TypeError, not a WebhookVerificationError', async () => {
    await expect(verifyWebhook({ payload, headers: signed(), secret: 'whsec_' })).rejects.toBeInstanceOf(
      TypeError,
    );
  });
});

describe('the answer to a challenge', () => {
  test('is the challenge as JSON, from the webhook that the bank signed', async () => {
    const body = JSON.stringify({
      type: 'florin.webhooks.verification.v1',
      data: { endpoint_id: 'whe_1', challenge: 'c"h' },
    });
    const event = await verifyWebhook({ payload: body, headers: signed(body), secret });
    expect(JSON.parse(webhookChallengeAnswer(event) ?? '')).toEqual({ challenge: 'c"h' });
  });

  test.each([
    [{ type: 'florin.webhooks.ping.v1', data: { challenge: 'c' } }],
    [{}],
    [null],
    [undefined],
    ['text'],
  ])('is undefined for %j', (event) => expect(webhookChallengeAnswer(event)).toBeUndefined());
});
