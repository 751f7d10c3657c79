import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Florin, FlorinError, type Transaction } from '@florin/sdk';
import { eventually, startBank, type Bank } from '@florin/testing';
import { ask } from '../ask.ts';
import { everyTransaction, gather } from '../ledger-assertions.ts';
import { totalsOf } from '../expected-events.ts';

const clients = 4;
const movementsOfAClient = 60;

let bank: Bank;
let florin: Florin;
let recorded: Transaction[];

beforeAll(async () => {
  bank = await startBank({ apps: ['api', 'worker', 'analytics'] });
  florin = new Florin({ apiKey: bank.apiKey, baseUrl: bank.url });
  const accounts = await openAccounts();
  await Promise.all(Array.from({ length: clients }, () => moveAtRandom(accounts)));
  await florin.accounts.update(accounts.EUR[0]!, { status: 'frozen' });
  await attempt(florin.transactions.debit({ account_id: accounts.EUR[0]!, amount: 1, currency: 'EUR' }));
  recorded = await everyTransaction(florin);
});

afterAll(async () => {
  await bank?.stop();
});

type Accounts = { USD: string[]; EUR: string[] };

async function openAccounts(): Promise<Accounts> {
  const open = (currency: string) => florin.accounts.create({ currency, initial_balance: 5_000 });
  const [usd, eur] = [
    await Promise.all([1, 2, 3, 4, 5].map(() => open('USD'))),
    [await open('EUR'), await open('EUR')],
  ];
  const closed = await florin.accounts.create();
  await florin.accounts.update(closed.id, { status: 'closed' });
  return { USD: usd.map(({ id }) => id), EUR: eur.map(({ id }) => id) };
}

const pick = <T>(list: readonly T[]): T => list[Math.floor(Math.random() * list.length)]!;

/** What the bank refuses is recorded too, unless the request itself was none. */
async function attempt(call: Promise<Transaction>): Promise<Transaction | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof FlorinError) return undefined;
    throw error;
  }
}

/** Every kind of movement, many of them refused: debits beyond the balance, second captures, reversals of reversals. */
async function moveAtRandom(accounts: Accounts): Promise<void> {
  const made: string[] = [];
  for (let count = 0; count < movementsOfAClient; count++) {
    const currency = pick(['USD', 'USD', 'EUR'] as const);
    const [account_id, other] = [pick(accounts[currency]), pick(accounts[currency])];
    const amount = 1 + Math.floor(Math.random() * 2_000);
    const { transactions } = florin;
    const about = pick(made) ?? '';
    const kinds: (() => Promise<Transaction>)[] = [
      () => transactions.credit({ account_id, amount, currency }),
      () => transactions.debit({ account_id, amount, currency }),
      () => transactions.transfer({ from_account_id: account_id, to_account_id: other, amount, currency }),
      () => transactions.hold({ account_id, amount, currency }),
      () => transactions.hold({ account_id, to_account_id: other, amount, currency }),
      () => transactions.capture(about, { amount: Math.ceil(amount / 2) }),
      () => transactions.capture(about),
      () => transactions.void(about),
      () => transactions.reverse(about),
    ];
    const transaction = await attempt(pick(about ? kinds : kinds.slice(0, 5))());
    if (transaction) made.push(transaction.id);
  }
}

const caughtUp = () =>
  eventually(
    async () => {
      expect((await florin.analytics.summary()).totals).toEqual(totalsOf(recorded));
      return true;
    },
    { everyMs: 250 },
  );

describe('analytics, once it has handled all events,', () => {
  test('has the totals of the ledger for every type, completed and failed', async () => {
    const types = new Set(recorded.map(({ type }) => type));
    expect([...types].sort()).toEqual(
      expect.arrayContaining(['capture', 'credit', 'debit', 'hold', 'reversal', 'transfer', 'void']),
    );
    expect(recorded.filter(({ status }) => status === 'failed').length).toBeGreaterThan(5);
    await caughtUp();
  });

  test('shows the same totals as series, by day and by hour', async () => {
    for (const { currency, type, count, volume, failed } of totalsOf(recorded)) {
      for (const [metric, expected] of Object.entries({ count, volume, failed }) as ['count', number][]) {
        const { series } = await florin.analytics.series({ metric, interval: 'hour', currency, type });
        const sum = series[0]!.points.reduce((total, { value }) => total + value, 0);
        expect({ currency, type, metric, sum }).toEqual({ currency, type, metric, sum: expected });
      }
    }
  });

  test('shows the balances of each account and of all accounts', async () => {
    const accounts = await gather(florin.accounts.list({ limit: 100 }));
    const together = new Map<string, number>();
    for (const { id, currency, balance } of accounts) {
      together.set(currency, (together.get(currency) ?? 0) + balance);
      const { points } = await florin.analytics.balanceSeries(id, { interval: 'hour' });
      expect({ id, balance: points.at(-1)?.value }).toEqual({ id, balance });
      expect(points.length).toBeGreaterThanOrEqual(24);
    }
    const { series } = await florin.analytics.series({ metric: 'balance', interval: 'day' });
    expect(new Map(series.map(({ currency, points }) => [currency, points.at(-1)?.value]))).toEqual(together);
  });

  test('shows top movers, failure reasons and cohorts', async () => {
    const failed = recorded.flatMap(({ failure }) => failure?.code ?? []);
    const reasons = await florin.analytics.failureReasons();
    const counted = new Map(
      [...Map.groupBy(failed, (code) => code)].map(([code, all]) => [code, all.length]),
    );
    expect(new Map(reasons.data.map(({ code, count }) => [code, count]))).toEqual(counted);

    for (const currency of ['USD', 'EUR']) {
      const { data } = await florin.analytics.topMovers({ by: 'received', limit: 100, currency });
      const received = data.map((mover) => mover.received);
      expect(received).toEqual(received.toSorted((a, b) => b - a));
      for (const { account_id, received, paid } of data) {
        const { balance } = await florin.accounts.balance(account_id);
        expect({ account_id, balance: received - paid }).toEqual({ account_id, balance });
      }
    }

    const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
    // Two months and days, because one of each may end while this runs.
    const { data: cohorts } = await florin.analytics.cohorts({ months: 2 });
    expect(sum(cohorts.map(({ accounts }) => accounts))).toBe(8);
    expect(sum(cohorts.flatMap(({ active }) => active))).toBeGreaterThanOrEqual(7);
    const closed = await florin.analytics.series({
      metric: 'closed_accounts',
      interval: 'day',
      currency: 'USD',
    });
    expect(sum(closed.series[0]!.points.map(({ value }) => value))).toBe(1);
  });

  test('passes tables through the HTTP server of the API', async () => {
    const { data, response } = await florin.raw.GET('/analytics/series', {
      params: { query: { metric: 'volume', interval: 'day' } },
      headers: { accept: 'text/csv' },
      parseAs: 'text',
    });
    expect(response.headers.get('content-type')).toMatch(/^text\/csv/);
    expect(data).toMatch(/^currency,time,value\r\nEUR,/);
    expect(await ask(`${bank.url}/analytics/cohorts?months=x`, { apiKey: bank.apiKey })).toMatchObject({
      status: 422,
      json: { errors: [{ pointer: '/months' }] },
    });
  });
});
