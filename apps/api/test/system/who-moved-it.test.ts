import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Florin } from '@florin/sdk';
import { collectEvents, eventually, startBank, type Bank, type EventCollector } from '@florin/testing';
import { ask } from '../ask.ts';

/** Who moved money is recorded with the movement, and is the same in its answer, its timeline and its event. */
let bank: Bank;
let events: EventCollector;
let florin: Florin;
let keyId: string;

beforeAll(async () => {
  bank = await startBank({ apps: ['api', 'worker'] });
  events = collectEvents({ brokers: [bank.kafka.broker] });
  florin = new Florin({ apiKey: bank.apiKey, baseUrl: bank.url });
  const { data: keys } = await florin.apiKeys.list();
  keyId = keys.find(({ name }) => name === 'test')!.id;
});

afterAll(async () => {
  await events?.stop();
  await bank?.stop();
});

const byKey = () => ({
  type: 'api_key',
  id: keyId,
  token_id: null,
  address: '127.0.0.1',
  on_behalf_of: null,
});

async function credit(accountId: string, authorization: string, headers: Record<string, string> = {}) {
  return ask(`${bank.url}/transactions/credit`, {
    body: { account_id: accountId, amount: 100 },
    headers: { authorization, ...headers },
  });
}

/** The actor in the list, in the timeline and, without its address, in the event. */
async function actorElsewhere(accountId: string, transactionId: string) {
  const { data } = await florin.transactions.list({ account_id: accountId });
  const { actor } = await florin.transactions.timeline(transactionId);
  const event = await eventually(() =>
    events
      .ofAccount(accountId)
      .find(({ data }) => 'transaction_id' in data && data.transaction_id === transactionId),
  );
  const inEvent = (event as { data: { actor?: object } }).data.actor;
  return { inList: data.find(({ id }) => id === transactionId)?.actor, inTimeline: actor, inEvent };
}

async function expectEverywhere(accountId: string, transactionId: string, actor: Record<string, unknown>) {
  expect((await florin.transactions.get(transactionId)).actor).toEqual(actor);
  const { address: _, ...inEvent } = actor;
  expect(await actorElsewhere(accountId, transactionId)).toEqual({
    inList: actor,
    inTimeline: actor,
    inEvent,
  });
}

describe('a movement names who made it', () => {
  test('for an API key, with the id of the server beside that of the client', async () => {
    const { id: accountId } = await florin.accounts.create();
    const own = await credit(accountId, `Bearer ${bank.apiKey}`, { 'x-request-id': 'checkout-4711' });
    expect(own.headers.get('x-request-id')).toBe('checkout-4711');
    const requestId = own.headers.get('florin-request-id');
    expect(requestId).toMatch(/^[0-9a-f-]{36}$/);
    const actor = { ...byKey(), request_id: requestId, correlation_id: 'checkout-4711' };
    expect(own.json.actor).toEqual(actor);
    await expectEverywhere(accountId, own.json.id as string, actor);

    const without = await credit(accountId, `Bearer ${bank.apiKey}`);
    expect(without.json.actor).toEqual({
      ...byKey(),
      request_id: without.headers.get('florin-request-id'),
      correlation_id: null,
    });
    expect(without.headers.get('x-request-id')).toBe(without.headers.get('florin-request-id'));
  });

  test('for an access token, with the id of the token', async () => {
    const { id: accountId } = await florin.accounts.create();
    const credentials = Buffer.from(`${keyId}:${bank.apiKey}`).toString('base64');
    const issued = await fetch(`${bank.url}/oauth/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${credentials}`, 'content-type': 'application/x-www-form-urlencoded' },
      body: 'grant_type=client_credentials',
    });
    const { access_token: token } = (await issued.json()) as { access_token: string };
    const { jti } = JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as { jti: string };
    const moved = await credit(accountId, `Bearer ${token}`);
    const actor = {
      ...byKey(),
      token_id: jti,
      request_id: moved.headers.get('florin-request-id'),
      correlation_id: null,
    };
    expect(moved.json.actor).toEqual(actor);
    await expectEverywhere(accountId, moved.json.id as string, actor);
  });

  test('for the worker, which ends holds by itself and posts what somebody has scheduled', async () => {
    const { id: accountId } = await florin.accounts.create({ initial_balance: 1_000 });
    const soon = () => new Date(Date.now() + 1_500).toISOString();
    const hold = await florin.transactions.hold({ account_id: accountId, amount: 10, expires_at: soon() });
    const scheduled = await florin.scheduledTransactions.create(
      { type: 'debit', account_id: accountId, amount: 20, scheduled_for: soon() },
      { requestId: 'rent-12' },
    );
    expect(scheduled.actor).toMatchObject({ ...byKey(), correlation_id: 'rent-12' });
    const system = { type: 'system', token_id: null, address: null };

    const expiry = await eventually(
      async () => (await florin.transactions.list({ account_id: accountId, type: 'expiry' })).data[0],
    );
    expect(expiry).toMatchObject({ hold_id: hold.id });
    await expectEverywhere(accountId, expiry!.id, {
      ...system,
      id: 'system:holds',
      ...{ request_id: null, correlation_id: null, on_behalf_of: null },
    });

    const executed = await eventually(
      async () => (await florin.scheduledTransactions.get(scheduled.id)).transaction_id ?? false,
    );
    await expectEverywhere(accountId, executed, {
      ...system,
      id: 'system:schedule',
      request_id: scheduled.actor!.request_id,
      correlation_id: 'rent-12',
      on_behalf_of: keyId,
    });
  });

  test('for a batch in each of its movements, and for an account in the movement that opens it', async () => {
    const { id: accountId } = await florin.accounts.create(
      { initial_balance: 1_000 },
      { requestId: 'opening-1' },
    );
    const { data: opening } = await florin.transactions.list({ account_id: accountId });
    expect(opening[0]!.actor).toMatchObject({ ...byKey(), correlation_id: 'opening-1' });
    const movement = { type: 'debit' as const, account_id: accountId, amount: 1 };
    const batch = await florin.transactions.batch(
      { movements: [movement, movement] },
      { requestId: 'batch-1' },
    );
    const actors = batch.results.map((result) => 'transaction' in result && result.transaction?.actor);
    expect(actors[0]).toMatchObject({ ...byKey(), correlation_id: 'batch-1' });
    expect(actors[1]).toEqual(actors[0]);
    const isOpening = ({ type }: { type: string }) => type === 'florin.accounts.lifecycle.v1';
    const opened = await eventually(() => events.ofAccount(accountId).find(isOpening));
    expect(opened?.data).toMatchObject({ actor: { id: keyId, correlation_id: 'opening-1' } });
    expect(opened?.data).not.toMatchObject({ actor: { address: expect.anything() } });
  });

  test('under an idempotency key it is the first request, also when another key of the tenant repeats it', async () => {
    const { id: accountId } = await florin.accounts.create();
    const { secret } = await florin.apiKeys.create({ name: 'other', scopes: ['transactions:write'] });
    const first = await credit(accountId, `Bearer ${bank.apiKey}`, { 'idempotency-key': 'once-1' });
    const again = await credit(accountId, `Bearer ${secret}`, { 'idempotency-key': 'once-1' });
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(again.json).toEqual(first.json);
    expect(again.json.actor).toMatchObject(byKey());
  });
});
