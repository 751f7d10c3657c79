import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { runParameterized } from '@florin/database';
import type { EncodedEvent } from '@florin/events';
import {
  auditLedger,
  capture,
  credit,
  debit,
  eventsFromLedger,
  hold,
  outboxPurgeOverdueSeconds,
  outboxSource,
  purgeOutbox,
  transfer,
  type LedgerSpan,
} from '../src/index.ts';
import { noDetails, openBank, type Bank } from './bank.ts';

const retentionHours = 24;
const nothing = { reference: null, description: null, metadata: null };
let bank: Bank;
let payer: string;
let payee: string;
let transferred: string;

beforeEach(async () => {
  bank = await openBank();
  [payer, payee] = [await bank.account(1_000), await bank.account()];
  await bank.ledger.changeAccount(payer, { status: 'frozen' }, bank.request());
  await bank.ledger.changeAccount(payer, { status: 'open', dailyLimit: 5_000 }, bank.request());
  const order = { fromAccountId: payer, toAccountId: payee, amount: 100, ...noDetails };
  transferred = (await bank.ledger.post(transfer(order, bank.request()))).transaction.id;
  const held = { accountId: payer, toAccountId: payee, expiresAt: null, amount: 50, ...noDetails };
  const placed = (await bank.ledger.post(hold(held, bank.request()))).transaction;
  await bank.ledger.post(capture(placed, { amount: 20, final: true, ...nothing }, bank.request()));
  await bank.ledger
    .post(debit({ accountId: payee, amount: 9_000, ...noDetails }, bank.request()))
    .catch(() => {});
});
afterEach(() => bank.close({ audit: false }));

const run = (sql: string, parameters: unknown[] = []) =>
  bank.database.unitOfWork((em) => runParameterized(em, sql, parameters));
const rows = async () => (await run('select id from ledger.outbox')).length;

/** Publishes the outbox as the relay does, and marks it. */
async function publish(): Promise<EncodedEvent[]> {
  return bank.database.unitOfWork(async (em) => {
    const entries = await outboxSource.take(em, 10_000);
    const ids = entries.map(({ id }) => id);
    await outboxSource.markPublished(em, ids);
    return entries.flatMap(({ messages }) => messages);
  });
}

/** Moves all transactions so far days into the past, with constraints and triggers switched off. */
async function letDaysPass(): Promise<void> {
  const age = `interval '3 days'`;
  await bank.database.unitOfWork(async (em) => {
    for (const sql of [
      'set local session_replication_role = replica',
      'alter table ledger.transactions drop constraint if exists transactions_id_tells_time',
      'alter table ledger.transactions drop constraint if exists transactions_not_in_advance',
      `update ledger.transactions set created_at = created_at - ${age}, effective_at = effective_at - ${age}`,
      `update ledger.outbox set published_at = published_at - ${age}`,
    ])
      await runParameterized(em, sql, []);
  });
}

async function republished(change: Partial<LedgerSpan> = {}): Promise<EncodedEvent[]> {
  const today = { from: new Date(Date.now() - 3_600_000), to: new Date(Date.now() + 3_600_000) };
  const messages: EncodedEvent[] = [];
  for await (const page of eventsFromLedger(bank.database, { ...today, ...change }))
    messages.push(...page.messages);
  return messages;
}

const byTopicAndKey = (messages: EncodedEvent[]) =>
  Object.fromEntries(
    [...Map.groupBy(messages, ({ topic, key }) => `${topic} ${key}`)]
      .map(([name, same]) => [name, same.map(({ value }) => value)] as const)
      .toSorted(([one], [other]) => (one < other ? -1 : 1)),
  );

describe('purging the outbox', () => {
  test('removes rows that were published before the retention period, and no unpublished or recent ones', async () => {
    await letDaysPass();
    expect(await purgeOutbox(bank.database, retentionHours)).toBe(0);
    await publish();
    expect(await purgeOutbox(bank.database, retentionHours)).toBe(0);
    await letDaysPass();
    expect(await outboxPurgeOverdueSeconds(bank.database, retentionHours)).toBeGreaterThan(86_400);
    await bank.ledger.post(credit({ accountId: payer, amount: 1, ...noDetails }, bank.request()));
    const before = await rows();
    expect(await purgeOutbox(bank.database, retentionHours)).toBe(before - 1);
    expect(await rows()).toBe(1);
    expect(await outboxPurgeOverdueSeconds(bank.database, retentionHours)).toBe(0);
    expect(await auditLedger(bank.database)).toEqual([]);
  });

  test('removes no row after an unpublished one, so that the audit can still find missing rows', async () => {
    await publish();
    await letDaysPass();
    await run('update ledger.outbox set published_at = null where id = (select min(id) from ledger.outbox)');
    expect(await purgeOutbox(bank.database, retentionHours)).toBe(0);
  });

  test('leaves a timeline that shows that the times of posting and publishing are no longer known', async () => {
    await publish();
    await letDaysPass();
    await purgeOutbox(bank.database, retentionHours);
    const timeline = await bank.ledger.timeline(bank.tenantId, transferred);
    expect(timeline).toMatchObject({ publishedAt: null, isOutboxCleared: true, decidedAt: expect.any(Date) });
  });
});

describe('publishing again from the ledger', () => {
  test('gives exactly the events that the relay published, in the same order per account, before and after a purge', async () => {
    await letDaysPass();
    const published = byTopicAndKey(await publish());
    expect(byTopicAndKey(await republished())).toEqual(published);
    await letDaysPass();
    const older = byTopicAndKey(await republished());
    expect(await purgeOutbox(bank.database, retentionHours)).toBeGreaterThan(0);
    expect(byTopicAndKey(await republished())).toEqual(older);
    expect(Object.keys(older)).toEqual(Object.keys(published));
  });

  test('is limited to one account and to the requested period', async () => {
    const published = await publish();
    const ofPayee = byTopicAndKey(published.filter(({ key }) => key === payee));
    expect(byTopicAndKey(await republished({ accountId: payee }))).toEqual(ofPayee);
    expect(await republished({ to: new Date(Date.now() - 1_800_000) })).toEqual([]);
    expect(await republished({ from: new Date(Date.now() + 1_800_000) })).toEqual([]);
  });

  test('leaves out events that the relay has not published yet', async () => {
    const published = await publish();
    await bank.ledger.post(credit({ accountId: payer, amount: 1, ...noDetails }, bank.request()));
    expect(byTopicAndKey(await republished())).toEqual(byTopicAndKey(published));
  });
});
