import { afterAll, expect, test } from '@jest/globals';
import { idFromUuid, newId } from '@florin/database';
import type { FlorinEvent } from '@florin/events';
import { sampleTransfer } from '@florin/testing';
import { backTest } from '../src/back-test.ts';
import { changeRule } from '../src/change-rule.ts';
import { searchOneBatch } from '../src/cycles/search-cycles.ts';
import { listAlerts } from '../src/alert-queries.ts';
import { defaultSettings, ruleFrom } from '../src/rules.ts';
import { handleEvents } from '../src/handle-events.ts';
import { openFraudDatabase } from './fraud-database.ts';

const { database, requests, run, close } = await openFraudDatabase();
afterAll(close);

const handleAll = (events: readonly FlorinEvent[]) =>
  database.unitOfWork((unit) => handleEvents(unit, events));

async function searchAll(): Promise<void> {
  while ((await database.unitOfWork(searchOneBatch)) !== undefined);
}

const cyclesOf = async (tenantId: string) =>
  (await requests.of(tenantId).read((unit) => listAlerts(unit, { tenantId, limit: 1_000 }))).filter(
    ({ rule }) => rule === 'round_trip',
  );

const begin = Date.UTC(2026, 5, 1);

/** A transfer each minute from each account to the next, and from the last to the first. */
function cycle(tenantId: string, accounts: readonly string[], afterMinutes = 0): FlorinEvent[][] {
  return accounts.map((from, index) =>
    sampleTransfer({
      ...{ tenantId, from, to: accounts[(index + 1) % accounts.length]! },
      amount: 50_000 - index * 1_000,
      createdAt: new Date(begin + (afterMinutes + index) * 60_000).toISOString(),
    }),
  );
}

const accountIds = (count: number): string[] => Array.from({ length: count }, () => newId('acct'));
const whole = { fromMs: begin - 1, toMs: begin + 86_400_000 };
const defaultRule = ruleFrom('round_trip', defaultSettings('round_trip'));

test('money that comes back over other accounts raises an alert about the account that it left', async () => {
  const tenantId = newId('tenant');
  const accounts = accountIds(4);
  const transfers = cycle(tenantId, accounts);
  for (const events of transfers) await handleAll(events);
  await searchAll();
  const [alert, ...more] = await cyclesOf(tenantId);
  expect(more).toEqual([]);
  expect(alert).toMatchObject({
    accountId: accounts[0],
    raisedAt: transfers[3]![0]!.time,
    reason: '500.00 USD went over 4 accounts within 3600 s, and 470.00 USD came back',
  });
  expect(alert!.movements).toHaveLength(4);
  expect(alert!.evidence).toEqual(
    transfers.map(([paid]) => (paid!.data as { transaction_id: string }).transaction_id),
  );
});

test('a cycle is found once in any order of arrival and with several instances at the same time', async () => {
  for (let round = 0; round < 5; round++) {
    const tenantId = newId('tenant');
    const accounts = accountIds(3);
    const events = cycle(tenantId, accounts).flat();
    // Kafka guarantees the order of one account's events, but not between accounts.
    const instances = accounts.map(async (accountId) => {
      for (const event of events.filter((each) => each.accountId === accountId)) {
        await handleAll([event]);
        await searchAll();
      }
    });
    await Promise.all(instances);
    await searchAll();
    expect((await cyclesOf(tenantId)).map(({ accountId }) => accountId)).toEqual([accounts[0]]);
  }
});

test('further cycles of an account raise an alert only after the quiet time of the rule', async () => {
  const tenantId = newId('tenant');
  const accounts = accountIds(3);
  for (const minutes of [0, 10, 70]) await handleAll(cycle(tenantId, accounts, minutes).flat());
  await searchAll();
  const raised = (await cyclesOf(tenantId)).filter(({ accountId }) => accountId === accounts[0]);
  expect(raised.map(({ raisedAt }) => Date.parse(raisedAt) - begin).sort((a, b) => a - b)).toEqual([
    2 * 60_000,
    72 * 60_000,
  ]);
});

test('a back-test finds the same cycles, also for a tenant whose own rule does not search for them', async () => {
  const author = { credentialId: 'test', requestId: 'test' };
  const tenants = [newId('tenant'), newId('tenant')] as const;
  await changeRule(requests, {
    ...{ tenantId: tenants[1], id: 'round_trip', author, canFreeze: false },
    change: { parameters: { longest_way: 2 } },
  });
  for (const tenantId of tenants) await handleAll(cycle(tenantId, accountIds(3)).flat());
  await searchAll();
  const live = await cyclesOf(tenants[0]);
  expect(live).toHaveLength(1);
  expect(await cyclesOf(tenants[1])).toEqual([]);
  for (const [tenantId, known] of [
    [tenants[0], 1],
    [tenants[1], 0],
  ] as const) {
    const { alerts, known: raised } = await backTest(requests, defaultRule, { tenantId, ...whole });
    expect(alerts.map(({ reason }) => reason)).toEqual(live.map(({ reason }) => reason));
    expect(raised.size).toBe(known);
  }
  const { alerts } = await backTest(requests, defaultRule, { tenantId: tenants[0], ...whole });
  expect(alerts.map(({ id }) => idFromUuid('alrt', id))).toEqual(live.map(({ id }) => id));
});

test('a failed search leaves its batch to the next one, and no batch is left at the end', async () => {
  await handleAll(cycle(newId('tenant'), accountIds(3)).flat());
  const failing = database.unitOfWork(async (unit) => {
    await searchOneBatch(unit);
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  const left = () => run('select id from fraud.circle_searches');
  expect(await left()).toHaveLength(1);
  await searchAll();
  expect(await left()).toEqual([]);
});
