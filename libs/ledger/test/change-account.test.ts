import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { actorView, recordedActor, type Actor } from '@florin/rules';
import { itemAt } from '@florin/testing';
import { idToUuid, runParameterized } from '@florin/database';
import { auditLedger, credit, debit, outboxSource, type AccountTerms } from '../src/index.ts';
import { noDetails, openBank, outcomes, type Bank } from './bank.ts';

let bank: Bank;
beforeAll(async () => {
  bank = await openBank();
});
afterEach(async () => {
  expect(await auditLedger(bank.database)).toEqual([]);
});
afterAll(() => bank.close());

const change = (id: string, terms: Partial<AccountTerms>, waitMs?: number) =>
  bank.ledger.changeAccount(id, terms, bank.request(null, waitMs));
const post = (make: typeof credit | typeof debit, accountId: string, amount: number) =>
  bank.ledger.post(make({ accountId, amount, ...noDetails }, bank.request()));
const query = <Row>(sql: string, parameters: unknown[] = []) =>
  bank.database.read((em) => runParameterized<Row>(em, sql, parameters));

/** The lifecycle events of an account, as the relay would publish them. */
async function eventsOf(id: string) {
  const entries = await bank.database.unitOfWork((em) => outboxSource.take(em, 10_000));
  return entries
    .flatMap(({ messages }) => messages)
    .filter(({ key }) => key === id)
    .map(({ value }) => JSON.parse(value) as { id: string; type: string; data: Record<string, unknown> })
    .filter(({ type }) => type === 'florin.accounts.lifecycle.v1');
}

describe('an account', () => {
  test('gets the requested terms, with one event per change under an id that stays the same', async () => {
    const id = await bank.account(100);
    const named = await change(id, { name: 'Ada', metadata: { a: '1' }, overdraftLimit: 50 });
    expect(named).toMatchObject({ name: 'Ada', metadata: { a: '1' }, available: 150, version: 1 });
    await change(id, { status: 'frozen', name: null });
    const reopened = await change(id, { status: 'open' });
    expect(reopened).toMatchObject({ status: 'open', name: null, overdraftLimit: 50 });
    expect(reopened.updatedAt > named.updatedAt).toBe(true);

    const events = await eventsOf(id);
    expect(events.map(({ data }) => [data['change'], data['status'], data['name']])).toEqual([
      ['opened', 'open', null],
      ['updated', 'open', 'Ada'],
      ['updated', 'frozen', null],
      ['frozen', 'frozen', null],
      ['unfrozen', 'open', null],
    ]);
    expect(itemAt(events, 0).id).toBe(`${id}:opened`);
    expect(itemAt(events, 3).id).toMatch(new RegExp(`^${id}:frozen:[0-9a-f-]{36}$`));
    expect(new Set(events.map((event) => event.id)).size).toBe(5);
    expect((await eventsOf(id)).map((event) => event.id)).toEqual(events.map((event) => event.id));
  });

  test('is not written when it already has the requested terms', async () => {
    const id = await bank.account();
    const before = await change(id, { name: 'Ada', metadata: { b: '2', a: '1' } });
    const row = () => query('select xmin::text from ledger.accounts where id = $1', [idToUuid(id)]);
    const [version] = await row();
    const same = await change(id, {
      name: 'Ada',
      metadata: { a: '1', b: '2' },
      status: 'open',
      overdraftLimit: 0,
    });
    expect(same).toEqual(before);
    expect(await change(id, {})).toEqual(before);
    expect(await row()).toEqual([version]);
    expect(await eventsOf(id)).toHaveLength(2);
  });

  test('is closed only when it is empty, and permanently', async () => {
    const id = await bank.account(5);
    await expect(change(id, { status: 'closed' })).rejects.toMatchObject({ code: 'state_conflict' });
    await post(debit, id, 5);
    await change(id, { status: 'frozen' });
    expect(await change(id, { status: 'closed' })).toMatchObject({ status: 'closed' });
    for (const terms of [{ status: 'open' as const }, { status: 'frozen' as const }, { name: 'Eve' }]) {
      await expect(change(id, terms)).rejects.toMatchObject({ code: 'state_conflict' });
    }
    expect(await change(id, { status: 'closed' })).toMatchObject({ status: 'closed' });
    const reopen = `update ledger.accounts set status = 'open' where id = $1`;
    await expect(query(reopen, [idToUuid(id)])).rejects.toMatchObject({ constraint: 'books_append_only' });
  });

  test('keeps at least the overdraft in use, and may lower it once it is no longer used', async () => {
    const id = await bank.account(0, { overdraftLimit: 100 });
    await post(debit, id, 60);
    await expect(change(id, { overdraftLimit: 59 })).rejects.toMatchObject({ code: 'state_conflict' });
    expect(await change(id, { overdraftLimit: 60 })).toMatchObject({ available: 0 });
    await post(credit, id, 60);
    expect(await change(id, { overdraftLimit: 0 })).toMatchObject({ available: 0 });
    await expect(post(debit, id, 1)).rejects.toMatchObject({ code: 'insufficient_funds' });
  });

  test('refuses movements while it is frozen, and accepts them again afterwards', async () => {
    const id = await bank.account(10);
    await change(id, { status: 'frozen' });
    expect(await outcomes([post(credit, id, 1), post(debit, id, 1)])).toEqual({ state_conflict: 2 });
    await change(id, { status: 'open' });
    expect(await outcomes([post(credit, id, 1), post(debit, id, 1)])).toEqual({ completed: 2 });
  });

  test('whose row another session has locked is waited for as long as requested, and not longer', async () => {
    const id = await bank.account();
    let letGo = () => {};
    const holding = bank.database.unitOfWork(async (em) => {
      await runParameterized(em, 'select from ledger.accounts where id = $1 for update', [idToUuid(id)]);
      await new Promise<void>((resolve) => (letGo = resolve));
    });
    await expect(change(id, { name: 'A' }, 0)).rejects.toMatchObject({ code: 'transaction_in_progress' });
    await expect(change(id, { name: 'A' }, 100)).rejects.toMatchObject({ code: 'transaction_in_progress' });
    const longTimeouts = change(id, { name: 'A' }, 5_000);
    letGo();
    await holding;
    expect(await longTimeouts).toMatchObject({ name: 'A' });
  });
});

test('closing and crediting at the same time leave the account closed and empty or open with the money, never closed with money', async () => {
  const seen = new Set<string>();
  for (let round = 0; round < 25; round++) {
    const id = await bank.account();
    const racers = [() => change(id, { status: 'closed' }), () => post(credit, id, 7)];
    if (round % 2 === 1) racers.reverse();
    const won = await outcomes(racers.map((race) => race()));
    const { status, balance } = await bank.ledger.getAccount(bank.tenantId, id);
    expect([status, balance]).toEqual(status === 'closed' ? ['closed', 0] : ['open', 7]);
    expect(won).toEqual({ completed: 1, state_conflict: 1 });
    seen.add(status);
  }
  expect(seen.size).toBeGreaterThan(0);
});

test('a change of an account is recorded with who made it, and its event has no address', async () => {
  const id = await bank.account();
  const [tokenId, requestId] = [randomUUID(), randomUUID()];
  const actor: Actor = {
    ...{ type: 'api_key', id: 'key_1', tokenId, requestId },
    ...{ correlationId: 'till-7', address: '192.0.2.7', onBehalfOf: null },
  };
  await bank.ledger.changeAccount(
    id,
    { status: 'frozen' },
    { ...bank.request(), requestId: 'till-7', actor },
  );
  const recorded = await query<Parameters<typeof recordedActor>[0]>(
    `select request_id as "requestId", actor_id as "actorId", token_id as "tokenId", address,
       server_request_id as "serverRequestId", on_behalf_of as "onBehalfOf"
     from ledger.account_changes where account_id = $1 and before <> '{}'`,
    [idToUuid(id)],
  );
  expect(recorded.map(recordedActor)).toEqual([actor]);
  const frozen = (await eventsOf(id)).find(({ data }) => data['change'] === 'frozen');
  const { address: _, ...ids } = actorView(actor);
  expect(frozen?.data['actor']).toEqual(ids);
});
