import { auditLedger, hold } from '@florin/ledger';
import { eventually, startApp, startKafka, type PrivateKafka, type StartedApp } from '@florin/testing';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { details, openBank, type Bank } from '../bank.ts';

describe('two workers', () => {
  let bank: Bank;
  let kafka: PrivateKafka;
  let workers: StartedApp[] = [];

  beforeEach(async () => {
    [bank, kafka] = await Promise.all([openBank(3), startKafka()]);
    const env = { DATABASE_URL: bank.databaseUrl, KAFKA_BROKERS: kafka.broker };
    workers = await Promise.all([startApp('worker', env), startApp('worker', env)]);
  });
  afterEach(async () => {
    await Promise.all(workers.map((worker) => worker.stop()));
    await Promise.all([kafka.stop(), bank.close()]);
  });

  async function jobsOf(worker: StartedApp): Promise<string | undefined> {
    const answer = await fetch(`${worker.metricsUrl}/health/ready`);
    const { checks } = (await answer.json()) as { checks: Record<string, { detail?: string }> };
    return checks['jobs']?.detail;
  }

  const leaderIsThere = () =>
    eventually(async () => {
      const roles = await Promise.all(workers.map(jobsOf));
      return roles.toSorted().join() === 'leader,standby' && workers[roles.indexOf('leader')];
    });

  const metricsOf = async (worker: StartedApp) => (await fetch(`${worker.metricsUrl}/metrics`)).text();

  /** Twenty credits of 5, due one after the other from five seconds on. */
  const scheduleCredits = (accountId: string) =>
    Array.from({ length: 20 }, (_, index) => {
      const scheduledFor = new Date(Date.now() + 5_000 + 100 * index);
      const credit = { type: 'credit', fromAccountId: null, toAccountId: accountId, amount: 5 } as const;
      return bank.ledger.scheduleTransaction({ ...details, ...credit, scheduledFor }, bank.request);
    });

  test('expire each hold and post each scheduled transaction once when it is due, also when one of them is killed', async () => {
    const leader = await leaderIsThere();
    const holds = await Promise.all(
      bank.accounts.flatMap((accountId) =>
        Array.from({ length: 20 }, async (_, index) => {
          const expiresAt = new Date(Date.now() + 5_000 + 100 * index);
          const order = { ...details, accountId, toAccountId: null, expiresAt, amount: 10 };
          return (await bank.ledger.post(hold(order, bank.request))).transaction;
        }),
      ),
    );
    const credits = await Promise.all(bank.accounts.flatMap((accountId) => scheduleCredits(accountId)));
    const { tenantId } = bank.request;
    const done = async () => {
      const ofHolds = await Promise.all(holds.map(({ id }) => bank.ledger.getTransaction(tenantId, id)));
      const ofCredits = await Promise.all(
        credits.map(({ scheduled }) => bank.ledger.getScheduledTransaction(tenantId, scheduled.id)),
      );
      return [...ofHolds, ...ofCredits].filter(({ status }) => status === 'expired' || status === 'executed')
        .length;
    };
    await eventually(async () => (await done()) > 0);
    await leader.kill();
    const all = holds.length + credits.length;
    await eventually(async () => (await done()) === all);

    for (const accountId of bank.accounts) {
      const expiries = await bank.ledger.listTransactions(tenantId, {
        accountId,
        types: ['expiry'],
        limit: 100,
      });
      expect(expiries.rows).toHaveLength(20);
      expect(await bank.ledger.getAccount(tenantId, accountId)).toMatchObject({ held: 0, available: 1_100 });
    }
    const survivor = workers.find((worker) => worker !== leader)!;
    const metrics = await metricsOf(survivor);
    expect(metrics).toMatch(/florin_jobs_leading\{[^}]*\} 1/);
    expect(metrics).toMatch(/florin_job_runs_total\{[^}]*job="expire-holds"[^}]*\} [1-9]/);
    expect(metrics).toMatch(/florin_job_oldest_due_seconds\{[^}]*job="expire-holds"[^}]*\} 0/);
    expect(await auditLedger(bank.database)).toEqual([]);
    expect(await survivor.end()).toEqual({ code: 0, signal: null });
  });
});
