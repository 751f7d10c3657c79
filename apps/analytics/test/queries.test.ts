import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '@florin/database';
import type { FlorinEvent } from '@florin/events';
import {
  askInternally,
  openAppDatabase,
  sampleTransaction,
  sampleTransfer,
  startApp,
  type StartedApp,
  type AppDatabase,
} from '@florin/testing';
import { migrateAnalytics } from '../src/migrate.ts';
import { handleEvents } from '../src/rollups/handle-events.ts';
import { openedEvent } from './bank-events.ts';

const tenantId = newId('tenant');
const [ada, bob, eve] = [newId('acct'), newId('acct'), newId('acct')];
let own: AppDatabase;
let app: StartedApp;

beforeAll(async () => {
  own = await openAppDatabase('analytics', migrateAnalytics);
  await handle(history());
  // No broker listens at this address: stored figures are answered without Kafka.
  app = await startApp('analytics', { DATABASE_URL: own.url, KAFKA_BROKERS: '127.0.0.1:1' });
});

afterAll(async () => {
  await app?.stop();
  await own?.close();
});

const handle = (events: readonly FlorinEvent[]) =>
  own.database.unitOfWork((unit) => handleEvents(events, unit, 'analytics'));

/** Events of three accounts over four days of March, newest first. */
function history(): FlorinEvent[] {
  const at = (day: number, hour: number) => new Date(Date.UTC(2026, 2, day, hour, 15)).toISOString();
  const one = (given: Parameters<typeof sampleTransaction>[0]) => sampleTransaction({ tenantId, ...given });
  const events = [
    openedEvent({ tenantId, accountId: ada, at: at(1, 8) }),
    openedEvent({ tenantId, accountId: bob, at: at(1, 8) }),
    openedEvent({ tenantId, accountId: eve, currency: 'EUR', at: '2026-02-11T00:00:00Z' }),
    one({ accountId: ada, amount: 1_000, accountVersion: 1, balanceAfter: 1_000, createdAt: at(1, 9) }),
    one({
      accountId: ada,
      amount: 500,
      type: 'debit',
      accountVersion: 2,
      balanceAfter: 500,
      createdAt: at(1, 9),
    }),
    one({ accountId: ada, amount: 9_000, type: 'debit', failed: true, createdAt: at(1, 10) }),
    one({ accountId: eve, amount: 70, currency: 'EUR', balanceAfter: 70, createdAt: at(2, 0) }),
    ...sampleTransfer({ tenantId, from: ada, to: bob, amount: 200, createdAt: at(3, 23) }).map((event) => {
      const paid = event.accountId === ada;
      const data = { ...event.data, account_version: paid ? 3 : 1, balance_after: paid ? 300 : 200 };
      return { ...event, data } as FlorinEvent;
    }),
    one({ accountId: bob, amount: 1, type: 'hold', failed: true, createdAt: at(4, 0) }),
  ];
  return events.toReversed();
}

type Answer = Record<string, unknown> & { series: { currency: string; points: { value: number }[] }[] };

async function ask(path: string, caller = tenantId): Promise<Answer> {
  const { status, text } = await askInternally(`${app.url}/analytics/${path}`, {
    tenantId: caller,
    scopes: ['analytics:read'],
  });
  const answer = JSON.parse(text) as Answer;
  return status === 200 ? answer : { ...answer, status };
}

const march = 'from=2026-03-01T00:00:00Z&to=2026-03-05T00:00:00Z';
const values = async (query: string, currency = 'USD') => {
  const { series } = await ask(`series?${march}&${query}`);
  return series.find((each) => each.currency === currency)?.points.map(({ value }) => value);
};

describe('a series', () => {
  test('has a point for every day, including zeros, for each currency', async () => {
    const answer = await ask(`series?metric=volume&${march}`);
    expect(answer).toMatchObject({
      metric: 'volume',
      interval: 'day',
      from: '2026-03-01T00:00:00.000Z',
      to: '2026-03-05T00:00:00.000Z',
    });
    expect(answer.series).toEqual([
      { currency: 'EUR', points: pointsOfMarch([0, 70, 0, 0]) },
      { currency: 'USD', points: pointsOfMarch([1_500, 0, 200, 0]) },
    ]);
  });

  test('shows each metric of the contract', async () => {
    expect(await values('metric=count')).toEqual([2, 0, 1, 0]);
    expect(await values('metric=count&type=transfer')).toEqual([0, 0, 1, 0]);
    expect(await values('metric=average_ticket')).toEqual([750, 0, 200, 0]);
    expect(await values('metric=failed')).toEqual([1, 0, 0, 1]);
    expect(await values('metric=failed&type=hold')).toEqual([0, 0, 0, 1]);
    expect(await values('metric=net')).toEqual([500, 0, 0, 0]);
    expect(await values('metric=balance')).toEqual([500, 500, 500, 500]);
    expect(await values('metric=active_accounts')).toEqual([1, 0, 2, 0]);
    expect(await values('metric=opened_accounts')).toEqual([2, 0, 0, 0]);
    expect(await values('metric=closed_accounts&currency=JPY', 'JPY')).toEqual([0, 0, 0, 0]);
  });

  test('by hour starts with the balance before it, and ends with the last hour that begins before its end', async () => {
    const { series } = await ask(
      'series?metric=balance&interval=hour&currency=USD&from=2026-03-03T22:00:00Z&to=2026-03-04T00:00:01Z',
    );
    expect(series).toMatchObject([{ points: [{ value: 500 }, { value: 500 }, { value: 500 }] }]);
    const counts = await ask(
      'series?metric=count&interval=hour&currency=USD&from=2026-03-03T22:30:00Z&to=2026-03-04T00:00:00Z',
    );
    expect(counts.series).toMatchObject([
      {
        points: [
          { time: '2026-03-03T22:00:00.000Z', value: 0 },
          { time: '2026-03-03T23:00:00.000Z', value: 1 },
        ],
      },
    ]);
  });

  test('shows nothing of another tenant', async () => {
    expect((await ask(`series?metric=volume&${march}`, newId('tenant'))).series).toEqual([]);
  });

  test('with invalid parameters is refused, with the invalid one named', async () => {
    const refused = async (query: string) => {
      const answer = (await ask(`series?${query}`)) as { status?: number; errors?: { pointer: string }[] };
      return [answer.status, answer.errors?.[0]?.pointer];
    };
    expect(await refused('metric=balance&type=credit')).toEqual([422, '/type']);
    expect(await refused('metric=active_accounts&interval=hour')).toEqual([422, '/interval']);
    expect(await refused('metric=speed')).toEqual([422, '/metric']);
    expect(await refused('metric=count&from=2020-01-01T00:00:00Z&to=2026-01-01T00:00:00Z')).toEqual([
      422,
      '/from',
    ]);
    expect(await refused('')).toEqual([422, '/metric']);
  });

  test('of sums beyond 2^53 is exact, with the digits as text', async () => {
    const rich = newId('tenant');
    const amount = Number.MAX_SAFE_INTEGER;
    await handle(
      [1, 2, 3].map(() => sampleTransaction({ tenantId: rich, amount, createdAt: '2026-03-01T10:00:00Z' })),
    );
    const url = `${app.url}/analytics/series?metric=volume&from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z`;
    const { text } = await askInternally(url, { tenantId: rich, scopes: ['analytics:read'] });
    expect(text).toContain('"value":27021597764222973,"value_exact":"27021597764222973"');
  });
});

function pointsOfMarch(figures: readonly number[]) {
  return figures.map((value, index) => ({
    time: new Date(Date.UTC(2026, 2, 1 + index)).toISOString(),
    value,
  }));
}

describe('an account’s balance', () => {
  const balances = async (id: string, query: string) =>
    (await ask(`accounts/${id}/balance-series?${query}`)) as unknown as { points: { value: number }[] };

  test('is shown at the end of each bucket, and carried forward through buckets without movements', async () => {
    expect(await balances(ada, march)).toMatchObject({ account_id: ada, currency: 'USD', interval: 'day' });
    expect((await balances(ada, march)).points).toEqual(pointsOfMarch([500, 500, 300, 300]));
    expect((await balances(bob, march)).points).toEqual(pointsOfMarch([0, 0, 200, 200]));
    const late = 'interval=hour&from=2026-03-03T22:00:00Z&to=2026-03-04T01:00:00Z';
    expect((await balances(ada, late)).points.map(({ value }) => value)).toEqual([500, 300, 300]);
  });

  test('is not found for another tenant, nor for an account that does not exist', async () => {
    const missing = { status: 404, code: 'not_found' };
    expect(await ask(`accounts/${ada}/balance-series`, newId('tenant'))).toMatchObject(missing);
    expect(await ask(`accounts/${newId('acct')}/balance-series`)).toMatchObject(missing);
  });
});

describe('a ranking', () => {
  test('lists the accounts that moved most, by the requested criterion', async () => {
    const movers = async (query: string) =>
      (await ask(`top-movers?${march}${query}`)) as unknown as { data: { account_id: string }[] };
    expect((await movers('')).data).toEqual([
      { account_id: ada, received: 1_000, paid: 700, count: 3 },
      { account_id: bob, received: 200, paid: 0, count: 1 },
    ]);
    expect((await movers('&limit=1&by=paid')).data).toHaveLength(1);
    expect(await movers('&currency=EUR')).toMatchObject({
      by: 'volume',
      data: [{ account_id: eve, received: 70 }],
    });
  });

  test('counts failures by reason', async () => {
    expect(await ask(`failure-reasons?${march}`)).toMatchObject({
      data: [{ code: 'insufficient_funds', count: 2 }],
    });
    expect(await ask(`failure-reasons?${march}&type=hold`)).toMatchObject({ data: [{ count: 1 }] });
    expect(await ask(`failure-reasons?${march}&currency=EUR`)).toMatchObject({ data: [] });
  });
});

describe('a table for spreadsheets', () => {
  test.each([
    [
      `series?metric=count&currency=USD&${march}`,
      ['currency,time,value', 'USD,2026-03-01T00:00:00.000Z,2'],
      5,
    ],
    [`accounts/${bob}/balance-series?${march}`, ['time,value', '2026-03-01T00:00:00.000Z,0'], 5],
    [`top-movers?${march}`, ['account_id,received,paid,count', `${ada},1000,700,3`], 3],
    [`failure-reasons?${march}`, ['code,count', 'insufficient_funds,2'], 2],
    ['cohorts?months=2', ['month,accounts,month_0,month_1'], 3],
  ])('is the answer to GET %s if CSV is requested', async (path, begin, count) => {
    const caller = { tenantId, scopes: ['analytics:read'] };
    const url = `${app.url}/analytics/${path}`;
    const { status, text, headers } = await askInternally(url, caller, { accept: 'text/csv' });
    expect([status, headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8; header=present']);
    const lines = text.split('\r\n');
    expect(lines.slice(0, begin.length)).toEqual(begin);
    expect(lines).toHaveLength(count + 1);
  });

  test('is not the format of a refusal', async () => {
    const caller = { tenantId, scopes: ['analytics:read'] };
    const refused = await askInternally(`${app.url}/analytics/series`, caller, { accept: 'text/csv' });
    expect([refused.status, refused.headers.get('content-type')]).toEqual([422, 'application/problem+json']);
  });
});

describe('cohorts', () => {
  test('count the accounts of a month that are active in it and in later months', async () => {
    const young = newId('tenant');
    const now = new Date();
    const monthsAgo = (months: number) =>
      new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months, 1, 5)).toISOString();
    const [first, second] = [newId('acct'), newId('acct')];
    const active = (accountId: string, months: number) =>
      sampleTransaction({ tenantId: young, accountId, createdAt: monthsAgo(months) });
    // The order does not matter: activity may arrive before the opening.
    await handle([active(first, 3), active(first, 1), active(second, 3), active(first, 0)]);
    await handle(
      [first, second].map((accountId) => openedEvent({ tenantId: young, accountId, at: monthsAgo(3) })),
    );
    const { data } = (await ask('cohorts?months=4', young)) as unknown as { data: object[] };
    expect(data).toEqual([
      { month: monthsAgo(3).slice(0, 7), accounts: 2, active: [2, 0, 1, 1] },
      { month: monthsAgo(2).slice(0, 7), accounts: 0, active: [0, 0, 0] },
      { month: monthsAgo(1).slice(0, 7), accounts: 0, active: [0, 0] },
      { month: monthsAgo(0).slice(0, 7), accounts: 0, active: [0] },
    ]);
    expect(await ask('cohorts?months=4&currency=EUR', young)).toMatchObject({
      data: [{ accounts: 0 }, {}, {}, {}],
    });
  });
});
