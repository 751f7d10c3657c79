import { connect, runParameterized, type Database } from '@florin/database';
import { auditLedger, eventsFromLedger } from '@florin/ledger';
import type { FailpointName } from '@florin/service';
import {
  collectEvents,
  eventually,
  startApp,
  startKafka,
  type EventCollector,
  type PrivateKafka,
} from '@florin/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { details, openBank, type Bank } from '../bank.ts';

/** Where the relay, the jobs' postings and the purge can lose or double something. */
const lines: FailpointName[] = [
  'relay.after-take',
  'relay.after-publish',
  'relay.before-mark-commit',
  'relay.after-mark',
  'posting.before-commit',
  'posting.after-commit',
  'purge.before-commit',
];

describe('a worker that is killed at each failpoint in turn', () => {
  let bank: Bank;
  let kafka: PrivateKafka;
  let collector: EventCollector;
  let direct: Database;

  beforeAll(async () => {
    [bank, kafka] = await Promise.all([openBank(5), startKafka()]);
    direct = await connect({
      url: bank.databaseUrl,
      applicationName: 'worker-test',
      connectTimeoutMs: 20_000,
    });
    collector = collectEvents({ brokers: [kafka.broker] });
  });
  afterAll(async () => {
    await collector?.stop();
    await direct?.close();
    await Promise.all([kafka?.stop(), bank?.close()]);
  });

  const env = () => ({ DATABASE_URL: bank.databaseUrl, KAFKA_BROKERS: kafka.broker });

  /** Something for every line: movements for the relay, one that falls due for the jobs, a row that is old enough. */
  async function giveItWork(): Promise<void> {
    const scheduledFor = new Date(Date.now() + 60_000);
    for (const accountId of bank.accounts) {
      const credit = { type: 'credit', fromAccountId: null, toAccountId: accountId, amount: 7 } as const;
      await bank.ledger.scheduleTransaction({ ...details, ...credit, scheduledFor }, bank.request);
    }
    // It falls due now, and a busy machine cannot be late to schedule it.
    const due = `update ledger.scheduled_transactions set scheduled_for = now() where status = 'pending'`;
    await direct.unitOfWork((em) => runParameterized(em, due, []));
    const enough = new AbortController();
    setTimeout(() => enough.abort(), 300);
    await bank.postUntil(enough.signal);
    const age = `update ledger.outbox set published_at = now() - interval '2 hours'
      where id in (select id from ledger.outbox where published_at is not null order by id limit 3)`;
    await direct.unitOfWork((em) => runParameterized(em, age, []));
  }

  async function runUntilItKillsItself(line: FailpointName): Promise<void> {
    // At its second meeting: the first may be at work that an earlier life has left.
    const failpoints = { FLORIN_FAILPOINTS: `${line}=kill:2`, OUTBOX_RETENTION_HOURS: '1' };
    const worker = await startApp('worker', { ...env(), ...failpoints }).catch(() => undefined);
    let isGone = worker === undefined;
    while (!isGone) {
      await giveItWork();
      isGone = worker!.hasEnded();
    }
    expect(await worker?.end()).toEqual(worker && { code: null, signal: 'SIGKILL' });
    await worker?.stop();
  }

  test('leaves nothing unpublished and nothing done twice', async () => {
    await giveItWork();
    for (const line of lines) await runUntilItKillsItself(line);
    const last = await startApp('worker', { ...env(), OUTBOX_RETENTION_HOURS: '1' });
    const pending = `select (select count(*) from ledger.outbox where published_at is null)
      + (select count(*) from ledger.scheduled_transactions where status = 'pending') as waiting`;
    await eventually(async () => {
      const [row] = await direct.read((em) => runParameterized<{ waiting: string }>(em, pending, []));
      return Number(row!.waiting) === 0;
    });
    await last.end();
    await last.stop();

    const reported = await eventsOfTheLedger();
    await eventually(() => new Set(collector.all().map(({ event }) => event.id)).size >= reported.size);
    const published = collector.all();
    // The same events as the ledger republishes, byte for byte, however often each was published.
    for (const { event, value } of published) expect(value).toBe(reported.get(event.id));
    expect(new Set(published.map(({ event }) => event.id))).toEqual(new Set(reported.keys()));
    await expectFirstDeliveriesInOrder();
    await expectEachScheduledOnce();
    const findings = await auditLedger(bank.database);
    // Rows that were made old here are missed by the audit, as they should be: their transactions are young.
    expect(findings.filter(({ invariant }) => invariant !== 'I13')).toEqual([]);
  }, 300_000);

  async function eventsOfTheLedger(): Promise<Map<string, string>> {
    const reported = new Map<string, string>();
    const span = { from: new Date(Date.now() - 3_600_000), to: new Date(Date.now() + 60_000) };
    for await (const { messages } of eventsFromLedger(bank.database, span)) {
      for (const { value } of messages) reported.set((JSON.parse(value) as { id: string }).id, value);
    }
    return reported;
  }

  async function expectFirstDeliveriesInOrder(): Promise<void> {
    const versions = await bank.versions();
    for (const accountId of bank.accounts) {
      const first = collector
        .ofAccount(accountId)
        .filter(({ type }) => type === 'florin.transactions.completed.v1')
        .map(({ data }) => (data as { account_version: number }).account_version);
      expect(first).toEqual(Array.from({ length: versions[accountId]! }, (_, index) => index + 1));
    }
  }

  async function expectEachScheduledOnce(): Promise<void> {
    const compare = `select count(*)::int as scheduled, count(distinct s.transaction_id)::int as posted,
        (select count(*)::int from ledger.transactions where amount = 7) as recorded
      from ledger.scheduled_transactions s where s.status = 'executed'`;
    const [counts] = await direct.read((em) =>
      runParameterized<Record<'scheduled' | 'posted' | 'recorded', number>>(em, compare, []),
    );
    expect(counts!.scheduled).toBeGreaterThan(bank.accounts.length);
    expect(counts).toEqual({
      scheduled: counts!.scheduled,
      posted: counts!.scheduled,
      recorded: counts!.scheduled,
    });
  }
});
