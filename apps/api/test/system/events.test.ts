import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { connect, runParameterized, type Database } from '@florin/database';
import { auditLedger, eventsFromLedger, ledgerEntities } from '@florin/ledger';
import { Florin } from '@florin/sdk';
import {
  collectEvents,
  eventually,
  readEventsContract,
  readTopics,
  startBank,
  type Bank,
  type EventCollector,
  type KafkaRecord,
} from '@florin/testing';
import { ask } from '../ask.ts';
import { doBusiness, openEndpoints } from '../business-day.ts';
import {
  countOf,
  everyTransaction,
  expectBooksToBalance,
  gather,
  openAccounts,
} from '../ledger-assertions.ts';
import { startLoad, type Attempt, type Load } from '../load.ts';
import { eventIdsOf, totalsOf, versionsInOrder } from '../expected-events.ts';

const consumers = ['fraud', 'notifications', 'analytics'] as const;
const servers = { fraud: '/fraud/alerts', notifications: '/notifications', analytics: '/analytics/summary' };

let bank: Bank;
let database: Database;
let events: EventCollector;
let florin: Florin;
let accounts: string[];
const everything: Attempt[] = [];

beforeAll(async () => {
  bank = await startBank();
  events = collectEvents({ brokers: [bank.kafka.broker] });
  database = await connect({
    url: bank.databaseUrl,
    entities: ledgerEntities,
    applicationName: 'events-test',
    connectTimeoutMs: 20_000,
  });
  florin = new Florin({ apiKey: bank.apiKey, baseUrl: bank.url });
  accounts = await openAccounts(florin, 8);
});

afterAll(async () => {
  await events?.stop();
  await database?.close();
  await bank?.stop();
});

const load = (): Load => startLoad({ florins: [florin], accounts, clients: 4 });

/** Nobody at the API saw anything of what happened to Kafka or the consumers. */
async function endUndisturbed(running: Load): Promise<void> {
  const attempts = await running.stop();
  everything.push(...attempts);
  expect(attempts.filter(({ error }) => error).map(({ error }) => error!.message)).toEqual([]);
  expect(countOf(attempts, 'acknowledged')).toBeGreaterThan(5);
  await expectBooksToBalance({ audit: () => auditLedger(database) }, florin, everything);
}

/** Expects one event for each account of each movement, in the account's order, and one effect at each consumer. */
async function expectEverybodyToKnow(withinMs = 60_000): Promise<void> {
  const recorded = await everyTransaction(florin);
  const expected = eventIdsOf(recorded).sort();
  const check = async (matches: () => void | Promise<void>) =>
    eventually(async () => (await matches(), true), { withinMs, everyMs: 250 });

  await check(() => expect(publishedIds()).toEqual(expected));
  for (const [accountId, versions] of versionsInOrder(events.all())) {
    expect({ accountId, versions }).toEqual({ accountId, versions: versions.map((_, index) => index + 1) });
  }
  await check(async () => expect((await florin.analytics.summary()).totals).toEqual(totalsOf(recorded)));
  await check(async () => expect(await notifiedIds()).toEqual(expected));
  await check(async () => expect(await judgedIds()).toEqual(expected));
  const alerts = await gather(florin.fraud.alerts.list({ limit: 100 }));
  const raised = new Set(
    events.all().flatMap(({ topic, event }) => (topic === 'fraud.alerts' ? event.id : [])),
  );
  expect(raised.size).toBe(alerts.length);
}

function publishedIds(): string[] {
  const ofTransactions = events.all().filter(({ topic }) => topic.startsWith('transactions.'));
  return [...new Set(ofTransactions.map(({ event }) => event.id))].sort();
}

/** Includes repeated notifications, if there are any. */
async function notifiedIds(): Promise<string[]> {
  const reported = await gather(florin.notifications.list({ limit: 100 }));
  return reported.flatMap(({ kind, event_id }) => (kind === 'fraud_alert' ? [] : event_id)).sort();
}

/** The movements that fraud has judged, read from its database, because its operations return alerts only. */
async function judgedIds(): Promise<string[]> {
  const sql = `select event_id as id from fraud.processed_events where event_id like 'txn\\_%'`;
  const rows = await database.read((em) => runParameterized<{ id: string }>(em, sql, []));
  return rows.map(({ id }) => id).sort();
}

describe('what the bank has posted', () => {
  test('reaches every consumer once and in order, although Kafka was killed under load', async () => {
    const running = load();
    await sleep(1_500);
    await bank.kafka.kill();
    await sleep(2_000);
    await bank.kafka.restart();
    await sleep(500);
    await endUndisturbed(running);
    await expectEverybodyToKnow();
  });

  test('reaches every consumer once, although the worker and the consumers were killed under load', async () => {
    const running = load();
    await sleep(700);
    for (const name of ['worker', ...consumers] as const) {
      await bank.app(name).kill();
      await sleep(200);
    }
    await Promise.all((['worker', ...consumers] as const).map((name) => bank.app(name).restart()));
    await endUndisturbed(running);
    await expectEverybodyToKnow();
  });

  test('is caught up on by a consumer that was stopped; meanwhile only that consumer’s operations are unavailable', async () => {
    for (const stopped of consumers) {
      await bank.app(stopped).end();
      const running = load();
      await sleep(1_500);
      for (const name of consumers) {
        const answer = await ask(bank.url + servers[name], { apiKey: bank.apiKey });
        if (name !== stopped) expect(answer.status).toBe(200);
        else {
          expect(answer).toMatchObject({ status: 503, json: { code: 'overloaded' } });
          expect(answer.headers.get('retry-after')).not.toBeNull();
        }
      }
      await endUndisturbed(running);
      await bank.app(stopped).restart();
    }
    await expectEverybodyToKnow();
  });

  test('raises an alert if it matches a fraud rule, and its account holder is notified', async () => {
    const [account_id = ''] = await openAccounts(florin, 1);
    const large = await florin.transactions.credit({ account_id, amount: 1_500_000 });
    const [alert] = await eventually(async () => {
      const { data } = await florin.fraud.alerts.list({ account_id });
      return data.length > 0 && data;
    });
    expect(alert).toMatchObject({ rule: 'large_amount', severity: 'high', transaction_ids: [large.id] });
    const reported = await eventually(async () => {
      const { data } = await florin.notifications.list({ account_id, kind: 'fraud_alert' });
      return data.length > 0 && data;
    });
    expect(reported).toHaveLength(1);
    expect(reported[0]).toMatchObject({ kind: 'fraud_alert', account_id });
  });
});

describe('a reader of the events that knows only asyncapi.yaml', () => {
  const contract = readEventsContract();
  const records: KafkaRecord[] = [];
  let reader: ReturnType<typeof readTopics>;
  let closeEndpoints: () => Promise<void>;
  let own: string[];

  beforeAll(async () => {
    closeEndpoints = await openEndpoints(florin);
    own = await doBusiness(florin);
    const { broker } = bank.kafka;
    reader = readTopics({
      brokers: [broker],
      topics: contract.topics,
      onMessage: (record) => void records.push(record),
    });
    await eventually(
      () => expect([...reportedKinds()]).toEqual(expect.arrayContaining(expectedKinds)) ?? true,
    );
    // It reads many partitions, and one may have all kinds before another is read to its end.
    const published = (await valuesOfLedger()).map(idOf);
    await eventually(() => {
      const read = new Set(records.map(({ value }) => idOf(value)));
      return published.every((id) => read.has(id));
    });
  });
  afterAll(async () => {
    await closeEndpoints?.();
    await reader?.stop();
  });

  const reported = () =>
    records.map(({ topic, value }) => ({ topic, event: JSON.parse(value) as ReportedEvent }));
  /** What happened, in the events' own words. */
  const reportedKinds = () =>
    new Set(reported().map(({ topic, event: { data } }) => `${topic} ${data.change ?? data.status ?? ''}`));
  const ofTransactions = () =>
    reported().filter(({ topic }) => ['transactions.completed', 'transactions.holds'].includes(topic));

  test('finds every record as described: topic, key, headers, envelope and data', () => {
    expect(new Set(records.map(({ topic }) => topic))).toEqual(new Set(contract.topics));
    const complaints = records.flatMap((record) =>
      contract.complaintsOf(record).map((complaint) => `${complaint}: ${record.value}`),
    );
    expect(complaints).toEqual([]);
  });

  test('accepts events with additional fields, and rejects events that are not as described', () => {
    for (const topic of contract.topics) {
      const record = records.find((each) => each.topic === topic)!;
      const { data, ...envelope } = JSON.parse(record.value) as ReportedEvent;
      const changed = (event: object) => contract.complaintsOf({ ...record, value: JSON.stringify(event) });
      expect(changed({ ...envelope, traceparent: '00', data: { ...data, later: { any: [1] } } })).toEqual([]);
      for (const broken of [{ ...envelope, data: {} }, { ...envelope, id: 7, data }, { ...envelope }])
        expect(changed(broken)).not.toEqual([]);
      expect(contract.complaintsOf({ ...record, key: 'acct_other' })).not.toEqual([]);
      expect(contract.complaintsOf({ ...record, headers: {} })).not.toEqual([]);
    }
  });

  test('sees one event for each version of an account, in order, and the same event for the same id', async () => {
    const values = new Map<string, string>();
    for (const { value } of records) {
      const { id } = JSON.parse(value) as ReportedEvent;
      expect(values.get(id) ?? value).toBe(value);
      values.set(id, value);
    }
    const firsts = [...new Map(ofTransactions().map((each) => [each.event.id, each])).values()];
    for (const accountId of own) {
      const versions = firsts.flatMap(({ topic, event: { data } }) =>
        data.account_id === accountId ? [{ topic, version: data.account_version }] : [],
      );
      for (const ofTopic of Map.groupBy(versions, ({ topic }) => topic).values())
        expect(ofTopic.map(({ version }) => version)).toEqual(risen(ofTopic));
      // A capture is published to both topics: as a change of the hold and as a movement.
      expect(risen(versions)).toEqual(risen(versions).map((_, index) => index + 1));
    }
    // Republished events are equal byte for byte.
    const again = await valuesOfLedger();
    for (const value of again) expect(values.get(idOf(value))).toBe(value);
    expect(again.length).toBeGreaterThan(20);
  });
});

const idOf = (value: string) => (JSON.parse(value) as ReportedEvent).id;

/** The events of everything in the ledger, as they would be published again. */
async function valuesOfLedger(): Promise<string[]> {
  const span = { from: new Date(0), to: new Date(Date.now() + 60_000) };
  const values: string[] = [];
  for await (const { messages } of eventsFromLedger(database, span))
    values.push(...messages.map(({ value }) => value));
  return values;
}

/** The versions as they should come, each once. */
const risen = (events: readonly { version: number }[]) =>
  [...new Set(events.map(({ version }) => version))].sort((one, other) => one - other);

type ReportedEvent = {
  id: string;
  data: { account_id: string; account_version: number; change?: string; status?: string };
};

const expectedKinds = [
  ...['opened', 'updated', 'frozen', 'unfrozen', 'closed'].map((change) => `accounts.lifecycle ${change}`),
  ...['placed', 'captured', 'voided', 'expired'].map((change) => `transactions.holds ${change}`),
  ...['completed', 'failed'].map((status) => `transactions.${status} ${status}`),
  ...['raised', 'confirmed'].map((change) => `fraud.alerts ${change}`),
  ...['delivered', 'pending'].map((status) => `notifications.deliveries ${status}`),
];
