import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { startBank, type Bank } from '@florin/testing';
import { startReceiver, type WebhookReceiver } from '../webhook-receiver.ts';

let bank: Bank;
let receiver: WebhookReceiver;

beforeAll(async () => {
  receiver = await startReceiver();
  bank = await startBank({ apps: ['api', 'notifications'] });
});

afterAll(async () => {
  await bank?.stop();
  await receiver?.close();
});

async function post(path: string, body: object | undefined, key: string, method = 'POST') {
  const answer = await fetch(`${bank.url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${bank.apiKey}`,
      'idempotency-key': key,
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever came over the wire
  return { status: answer.status, headers: answer.headers, json: (await answer.json()) as any };
}

const endpoint = () => ({ url: `${receiver.url}/${randomUUID()}` });
const reported = ({ status, json }: Awaited<ReturnType<typeof post>>) =>
  status === 200 ? 'done' : json.code;

describe('an Idempotency-Key of a request that the API forwards to another app', () => {
  test('belongs to one request of the tenant, whatever the operation', async () => {
    const [made, opened] = [randomUUID(), randomUUID()];
    expect(reported(await post('/webhook-endpoints', endpoint(), made))).toBe('done');
    expect(reported(await post('/accounts', {}, opened))).toBe('done');
    expect(reported(await post('/accounts', {}, `"${made}"`))).toBe('idempotency_key_reused');
    expect(reported(await post('/webhook-endpoints', endpoint(), opened))).toBe('idempotency_key_reused');
    expect(reported(await post('/webhook-endpoints', endpoint(), made))).toBe('idempotency_key_reused');
  });

  test('lets exactly one of two concurrent operations succeed', async () => {
    for (let round = 0; round < 15; round++) {
      const key = randomUUID();
      const requests = [
        () => post('/webhook-endpoints', endpoint(), key),
        () => post('/accounts', { initial_balance: 5 }, key),
      ];
      const answers = await Promise.all((round % 2 ? requests.reverse() : requests).map((send) => send()));
      expect(answers.map(reported).sort()).toEqual(['done', 'idempotency_key_reused']);
    }
  });

  test('replays the answer, also with the fields in another order and the key in quotes', async () => {
    const key = randomUUID();
    const { url } = endpoint();
    const first = await post('/webhook-endpoints', { url, description: 'd' }, key);
    const again = await post('/webhook-endpoints', { description: 'd', url }, `"${key}"`);
    expect([first.status, again.status]).toEqual([200, 200]);
    expect(again.json).toEqual(first.json);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
  });

  test('can be used again after the request was refused', async () => {
    const key = randomUUID();
    expect((await post('/webhook-endpoints', { url: 'ftp://nowhere' }, key)).status).toBe(422);
    expect(reported(await post('/webhook-endpoints', endpoint(), key))).toBe('done');
    const nowhere = '/webhook-endpoints/whe_01h455vb4pex5vsknk084sn02q/test';
    const other = randomUUID();
    expect((await post(nowhere, undefined, other)).status).toBe(404);
    expect(reported(await post('/accounts', {}, other))).toBe('done');
  });

  test('replays the answer after the endpoint was disabled', async () => {
    const key = randomUUID();
    const { id } = (await post('/webhook-endpoints', endpoint(), randomUUID())).json;
    const first = await post(`/webhook-endpoints/${id}/test`, undefined, key);
    expect(first.status).toBe(200);
    expect((await post(`/webhook-endpoints/${id}`, { enabled: false }, randomUUID(), 'PATCH')).status).toBe(
      200,
    );
    const again = await post(`/webhook-endpoints/${id}/test`, undefined, key);
    expect([again.status, again.json.id]).toEqual([200, first.json.id]);
    expect((await post(`/webhook-endpoints/${id}/test`, undefined, randomUUID())).status).toBe(409);
  });
});
