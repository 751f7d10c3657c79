import { runParameterized } from '@florin/database';
import type { FlorinEvent } from '@florin/events';
import { processedEventsTable, runConsumer } from '@florin/messaging';
import { createLogger, createMetrics } from '@florin/service';
import {
  eventually,
  withKafka,
  startApp,
  startKafka,
  type PrivateKafka,
  type StartedApp,
} from '@florin/testing';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { openBank, type Bank } from './bank.ts';

withKafka(describe)('two workers', () => {
  let bank: Bank;
  let kafka: PrivateKafka;
  let workers: StartedApp[] = [];
  const closers: (() => Promise<unknown>)[] = [];

  beforeEach(async () => {
    [bank, kafka] = await Promise.all([openBank(10), startKafka()]);
    const env = { DATABASE_URL: bank.databaseUrl, KAFKA_BROKERS: kafka.broker };
    workers = await Promise.all([startApp('worker', env), startApp('worker', env)]);
  });
  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close();
    await Promise.all(workers.map((worker) => worker.stop()));
    await Promise.all([kafka.stop(), bank.close()]);
  });

  async function relayOf(worker: StartedApp): Promise<string> {
    const answer = await fetch(`${worker.metricsUrl}/health/ready`);
    const { checks } = (await answer.json()) as { checks: Record<string, { detail?: string }> };
    return checks['relay']?.detail ?? '';
  }

  /** Not ready, with the reason, and the backlog in the metrics. */
  async function showsTheOutage(worker: StartedApp): Promise<void> {
    // The relay and the publisher may say it before Kafka's own check does.
    await eventually(async () => {
      const ready = await fetch(`${worker.metricsUrl}/health/ready`);
      const { checks } = (await ready.json()) as { checks: Record<string, { ok: boolean; detail?: string }> };
      return ready.status === 503 && checks['kafka']?.detail === 'not reachable';
    });
    // A figure is absent for as long as the database takes too long to answer for it.
    await eventually(async () => {
      const metrics = await (await fetch(`${worker.metricsUrl}/metrics`)).text();
      return (
        /florin_outbox_rows\{[^}]*\} [1-9]/.test(metrics) && /florin_relay_leading\{[^}]*\} 1/.test(metrics)
      );
    });
  }

  const leaderIsThere = () =>
    eventually(async () => {
      const roles = await Promise.all(workers.map(relayOf));
      return roles.toSorted().join() === 'leader,standby' && workers[roles.indexOf('leader')];
    });

  /** Every event that reaches a consumer, as the effect of that event. */
  async function collect(): Promise<() => Promise<{ account_id: string; version: number; type: string }[]>> {
    const { database } = bank;
    await database.unitOfWork(async (em) => {
      for (const statement of [
        'create schema collector',
        processedEventsTable('collector'),
        `create table collector.events (
           position bigint generated always as identity, type text, account_id text, version bigint)`,
      ])
        await runParameterized(em, statement, []);
    });
    const consumer = await runConsumer({
      brokers: [kafka.broker],
      groupId: 'collector',
      topics: ['transactions.completed', 'accounts.lifecycle'],
      database,
      schema: 'collector',
      handle: async (events, em) => {
        await runParameterized(
          em,
          `insert into collector.events (type, account_id, version)
           select * from unnest($1::text[], $2::text[], $3::bigint[])`,
          [events.map(({ type }) => type), events.map(({ accountId }) => accountId), events.map(versionOf)],
        );
      },
      logger: createLogger({ service: 'collector', level: 'silent' }),
      metrics: createMetrics('collector'),
    });
    closers.push(() => consumer.stop());
    return () =>
      database.read((em) =>
        runParameterized(
          em,
          'select type, account_id, version::int from collector.events order by position',
          [],
        ),
      );
  }

  test('deliver every event once and in order through a broker and a leader that are killed under load', async () => {
    const leader = await leaderIsThere();
    const load = new AbortController();
    const posting = bank.postUntil(load.signal);
    await sleep(1_000);
    await kafka.kill();
    // A consumer that starts while Kafka is away does so all the same.
    const collected = await collect();
    await showsTheOutage(leader);
    await kafka.restart();
    await sleep(1_000);
    await leader.kill();
    await sleep(1_000);
    load.abort();
    expect(await posting).toBeGreaterThan(500);

    const versions = await bank.versions();
    const expected =
      Object.values(versions).reduce((sum, version) => sum + version, 0) + bank.accounts.length;
    await eventually(async () => (await collected()).length >= expected, { everyMs: 500 });
    const events = await collected();
    expect(events).toHaveLength(expected);
    expect(events.filter(({ type }) => type === 'florin.accounts.lifecycle.v1')).toHaveLength(10);
    for (const account of bank.accounts) {
      const moved = events.filter(
        (event) => event.account_id === account && event.type.includes('completed'),
      );
      expect(moved.map(({ version }) => version)).toEqual(
        Array.from({ length: versions[account]! }, (_, i) => i + 1),
      );
    }
    const standbys = workers.filter((worker) => worker !== leader);
    expect(await Promise.all(standbys.map((worker) => worker.end()))).toEqual([{ code: 0, signal: null }]);
  });
});

const versionOf = ({ data }: FlorinEvent): number => ('account_version' in data ? data.account_version : 0);
