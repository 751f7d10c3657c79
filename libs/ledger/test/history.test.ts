import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { itemAt } from '@florin/testing';
import { runParameterized } from '@florin/database';
import type { AccountLine } from '@florin/rules';
import fc from 'fast-check';
import {
  auditLedger,
  capture,
  credit,
  debit,
  hold,
  reverse,
  transfer,
  voidHold,
  type ExactInteger,
  type Period,
  type Statement,
  type StatementPlace,
  type Transaction,
} from '../src/index.ts';
import { noDetails, openBank, type Bank } from './bank.ts';

/*
 * Posts random movements of all kinds, many of them backdated, and compares every query about the past with a sum over all
 * transactions in the test.
 */

let bank: Bank;
let accounts: string[];
let all: Transaction[];

const yearMs = 365 * 86_400_000;
const nothingToSay = { reference: null, description: null, metadata: null };
type ValueOf<A> = A extends fc.Arbitrary<infer Value> ? Value : never;

const movement = fc.record({
  kind: fc.constantFrom('credit', 'credit', 'debit', 'transfer', 'hold', 'capture', 'void', 'reversal'),
  from: fc.nat(2),
  step: fc.integer({ min: 1, max: 2 }),
  amount: fc.integer({ min: 1, max: 150 }),
  agoMs: fc.option(fc.constantFrom(1, 1_000, 86_400_000, yearMs / 2), { nil: null, freq: 2 }),
  earlier: fc.nat(1_000),
});

async function post(each: ValueOf<typeof movement>, posted: Transaction[]): Promise<void> {
  const { kind, amount, from, step, agoMs } = each;
  const accountId = itemAt(accounts, from);
  const toAccountId = itemAt(accounts, (from + step) % 3);
  const effective = agoMs === null ? {} : { effectiveAt: new Date(Date.now() - agoMs) };
  const request = { amount, ...noDetails, ...effective };
  const onParent = { ...nothingToSay, ...effective };
  const parents = posted.filter((one) => (one.type === 'hold') === (kind !== 'reversal'));
  const parent = parents[each.earlier % parents.length];
  const context = bank.request();
  const command = {
    credit: () => credit({ accountId, ...request }, context),
    debit: () => debit({ accountId, ...request }, context),
    transfer: () => transfer({ fromAccountId: accountId, toAccountId, ...request }, context),
    hold: () =>
      hold({ accountId, toAccountId: step === 1 ? null : toAccountId, expiresAt: null, ...request }, context),
    capture: () =>
      parent && capture(parent, { amount: Math.ceil(amount / 3), final: amount > 100, ...onParent }, context),
    void: () => parent && voidHold(parent, onParent, context),
    reversal: () => parent && reverse(parent, { amount: Math.ceil(amount / 5), ...onParent }, context),
  }[kind]();
  if (!command) return;
  await bank.ledger.post(command).then(
    ({ transaction }) => void posted.push(transaction),
    () => undefined,
  );
}

beforeAll(async () => {
  bank = await openBank();
  accounts = await Promise.all([400, 300, 0].map((balance) => bank.account(balance)));
  const posted: Transaction[] = [];
  const sequences = fc.sample(fc.array(movement, { minLength: 25, maxLength: 25 }), { numRuns: 7, seed: 4 });
  for (const sequence of sequences) await Promise.all(sequence.map((each) => post(each, posted)));
  all = [];
  let below: string | undefined;
  do {
    const page = await bank.ledger.listTransactions(bank.tenantId, { limit: 100, below });
    all.unshift(...page.rows.toReversed());
    below = page.next;
  } while (below !== undefined);
});

afterAll(async () => {
  expect(await auditLedger(bank.database)).toEqual([]);
  await bank.close();
});

type Line = { id: string; change: number; version: number; balance: number; held: number } & Record<
  'createdMs' | 'effectiveMs',
  number
>;

/** All movements of an account, in the order of its versions. */
function linesOf(accountId: string): Line[] {
  return all
    .flatMap((row): Line[] => {
      const side = row.fromAccountId === accountId ? 'from' : 'to';
      const version = row[`${side}AccountVersion`];
      if (version === null || row[`${side}AccountId`] !== accountId) return [];
      const moves = !['hold', 'void', 'expiry'].includes(row.type);
      const change = (moves ? row.amount : 0) * (side === 'from' ? -1 : 1);
      return [
        {
          id: row.id,
          change: change || 0,
          version,
          balance: row[`${side}BalanceAfter`]!,
          held: row[`${side}HeldAfter`] ?? 0,
          createdMs: row.createdAt.getTime(),
          effectiveMs: row.effectiveAt.getTime(),
        },
      ];
    })
    .sort((a, b) => a.version - b.version);
}

/** Movements that only change the held amount count at their posting time. */
function timeOf({ change, createdMs, effectiveMs }: Line, by: Period['basis']): number {
  return by === 'posted' || change === 0 ? createdMs : effectiveMs;
}

const sum = (numbers: number[]) => numbers.reduce((total, each) => total + each, 0);

/** The position right before `ms`, summed from zero. */
function positionBefore(lines: Line[], ms: number, basis: Period['basis']) {
  const counted = lines.filter((line) => timeOf(line, basis) < ms);
  const held = lines.filter((line) => line.createdMs < ms).at(-1)?.held ?? 0;
  return { balance: sum(counted.map(({ change }) => change)), held, version: counted.length };
}

const basis = fc.constantFrom('posted', 'effective');
/** A moment at, right before or right after a posting or effective time, or long before all of them. */
const moment = fc
  .record({
    index: fc.nat(1_000),
    beside: fc.integer({ min: -1, max: 1 }),
    by: fc.constantFrom('createdAt', 'effectiveAt'),
  })
  .map(
    ({ index, beside, by }) =>
      () =>
        itemAt(all, index % all.length)[by].getTime() + beside,
  );

describe('the past', () => {
  test('contains movements of every kind, and backdated ones', () => {
    const kinds = all.filter(({ status }) => status !== 'failed').map(({ type }) => type);
    expect(new Set(kinds).size).toBe(7);
    const backdated = all.filter((row) => row.effectiveAt < row.createdAt && row.status !== 'failed');
    expect(backdated.length).toBeGreaterThan(20);
  });

  test('has the balances that the sum of the movements gives', async () => {
    await fc.assert(
      fc.asyncProperty(moment, basis, async (at, by) => {
        const ms = at();
        const found = await bank.ledger.balances(bank.tenantId, accounts, { at: new Date(ms), basis: by });
        const expected = accounts.map((accountId) => ({
          accountId,
          currency: 'USD',
          available: null,
          ...positionBefore(linesOf(accountId), ms, by),
        }));
        expect(found).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });

  test('has the statements that the sum of the movements gives, for any size of page', async () => {
    const pageSize = fc.integer({ min: 1, max: 12 });
    await fc.assert(
      fc.asyncProperty(fc.nat(2), moment, moment, basis, pageSize, async (index, one, other, by, limit) => {
        const [from, to] = [one(), other()].sort((a, b) => a - b) as [number, number];
        const accountId = itemAt(accounts, index);
        const period = { from: new Date(from), to: new Date(to), basis: by };
        const statement = await bank.ledger.openStatement(bank.tenantId, accountId, period);
        const found = await everyLine(statement, limit);
        expectStatement(linesOf(accountId), statement, found);
      }),
      { numRuns: 60 },
    );
  });

  test('has at a moment the closing balance of the statement before and the opening balance of the next one', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(2), moment, basis, async (index, at, by) => {
        const accountId = itemAt(accounts, index);
        const [from, to] = [new Date(at() - yearMs), new Date(at())];
        const next = { from: to, to: new Date(to.getTime() + yearMs), basis: by };
        const ends = await bank.ledger.openStatement(bank.tenantId, accountId, { from, to, basis: by });
        const begins = await bank.ledger.openStatement(bank.tenantId, accountId, next);
        const [then] = await bank.ledger.balances(bank.tenantId, [accountId], { at: to, basis: by });
        const { balance, held, version } = then!;
        expect([ends.frame.closing, begins.frame.opening]).toEqual([
          { balance, held, version },
          { balance, held, version },
        ]);
      }),
      { numRuns: 40 },
    );
  });

  test('lists the movements of an account with the balance after each, newest first', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(2),
        moment,
        moment,
        fc.integer({ min: 3, max: 50 }),
        async (index, one, other, limit) => {
          const accountId = itemAt(accounts, index);
          const [from, to] = [one(), other()];
          const period = { createdFrom: new Date(from), createdTo: new Date(to) };
          const found: AccountLine[] = [];
          let below: number | undefined;
          do {
            const page = await bank.ledger.listAccountLines(bank.tenantId, accountId, {
              ...period,
              limit,
              below,
            });
            found.push(...page.rows);
            below = page.next;
          } while (below !== undefined);
          const expected = linesOf(accountId).filter(({ createdMs }) => createdMs >= from && createdMs < to);
          expect(found.map(comparable)).toEqual(
            expected.toReversed().map(({ id, change, version, balance, held }) => {
              return { id, change, version, balance, held };
            }),
          );
        },
      ),
      { numRuns: 30 },
    );
  });
});

async function everyLine(statement: Statement, limit: number): Promise<AccountLine[]> {
  const found: AccountLine[] = [];
  let after: StatementPlace | undefined;
  do {
    const page = await bank.ledger.statementLines(statement, after, limit);
    expect(page.lines.length).toBeLessThanOrEqual(limit);
    found.push(...page.lines);
    after = page.next;
  } while (after !== undefined);
  return found;
}

function expectStatement(lines: Line[], { frame, period }: Statement, found: AccountLine[]): void {
  const by = period.basis;
  const [from, to] = [period.from.getTime(), period.to.getTime()];
  const within = lines
    .filter((line) => line.change !== 0 && timeOf(line, by) >= from && timeOf(line, by) < to)
    .sort((a, b) => timeOf(a, by) - timeOf(b, by) || a.version - b.version);
  const opening = positionBefore(lines, from, by);
  const paid = within.filter(({ change }) => change < 0);
  const received = within.filter(({ change }) => change > 0);
  expect(frame).toMatchObject({
    opening,
    closing: positionBefore(lines, to, by),
    amountIn: sum(received.map(({ change }) => change)),
    amountOut: -sum(paid.map(({ change }) => change)) || 0,
    countIn: received.length,
    countOut: paid.length,
  });
  let balance = opening.balance;
  const expected = within.map(({ id, change }) => ({ id, change, balance: (balance += change) }));
  expect(
    found.map((line) => ({ id: line.transactionId, change: line.change, balance: line.balanceAfter })),
  ).toEqual(expected);
}

const comparable = ({
  transactionId: id,
  change,
  version,
  balanceAfter: balance,
  heldAfter: held,
}: AccountLine) => {
  return { id, change, version, balance, held };
};

test('the pages of a statement fit together although movements are posted in between, even into its period', async () => {
  const accountId = itemAt(accounts, 0);
  for (const by of ['posted', 'effective'] as const) {
    const period = { from: new Date(Date.now() - yearMs), to: new Date(Date.now() + yearMs), basis: by };
    const first = await bank.ledger.openStatement(bank.tenantId, accountId, period);
    const before = await everyLine(first, 100);
    const seen: AccountLine[] = [];
    let after: StatementPlace | undefined;
    do {
      const statement = await bank.ledger.openStatement(bank.tenantId, accountId, period, {
        known: first.frame,
      });
      const page = await bank.ledger.statementLines(statement, after, 9);
      seen.push(...page.lines);
      after = page.next;
      const effectiveAt = new Date(Date.now() - yearMs / 3);
      await bank.ledger.post(credit({ accountId, amount: 1, ...noDetails, effectiveAt }, bank.request()));
    } while (after !== undefined);
    expect(seen).toEqual(before);
    expect(itemAt(seen, -1).balanceAfter).toBe(first.frame.closing.balance);
  }
});

test('balances of several accounts in one query never contain a transfer on one side only', async () => {
  const [a, b] = await Promise.all([bank.account(1_000), bank.account(1_000)]);
  let isMoving = true;
  const movements = Promise.all(
    [a, b].map(async (from) => {
      while (isMoving) {
        const request = {
          fromAccountId: from,
          toAccountId: from === a ? b : a,
          amount: 1 + Math.floor(Math.random() * 50),
        };
        await bank.ledger.post(transfer({ ...request, ...noDetails }, bank.request())).catch(() => undefined);
      }
    }),
  );
  const seen = new Set<ExactInteger>();
  for (let count = 0; count < 150; count++) {
    const now = await bank.ledger.balances(bank.tenantId, [a, b]);
    const past = { at: new Date(Date.now() - 5), basis: count % 2 ? 'posted' : 'effective' } as const;
    const then = await bank.ledger.balances(bank.tenantId, [a, b], past);
    seen.add(itemAt(now, 0).balance);
    expect(sum(now.map(({ balance }) => Number(balance)))).toBe(2_000);
    expect(sum(then.map(({ balance }) => Number(balance))) % 1_000).toBe(0);
  }
  isMoving = false;
  await movements;
  expect(seen.size).toBeGreaterThan(10);
});

test('the trial balance is zero in every currency, also while movements are posted', async () => {
  await bank.account(700, { currency: 'EUR' });
  const moving = Promise.all(
    Array.from({ length: 30 }, (_, index) => {
      const request = { accountId: itemAt(accounts, 1), amount: 1 + index, ...noDetails };
      return bank.ledger.post(credit(request, bank.request()));
    }),
  );
  for (let count = 0; count < 10; count++) {
    const { currencies } = await bank.ledger.trialBalance(bank.tenantId);
    expect(currencies.map(({ currency, customers, outside }) => [currency, customers + outside])).toEqual([
      ['EUR', 0n],
      ['USD', 0n],
    ]);
  }
  await moving;
  const { currencies } = await bank.ledger.trialBalance(bank.tenantId);
  expect(currencies[0]).toMatchObject({ customers: 700n, outside: -700n, accounts: 1, transactions: 1 });
  const page = await bank.ledger.listAccounts(bank.tenantId, { currency: 'USD', limit: 100 });
  expect(itemAt(currencies, 1).customers).toBe(BigInt(sum(page.rows.map(({ balance }) => balance))));
});

test('the trial balance reads neither accounts nor transactions, and few rows after many concurrent commits', async () => {
  const before = await bank.ledger.trialBalance(bank.tenantId);
  const locks = Promise.withResolvers<void>();
  const done = Promise.withResolvers<void>();
  const locked = bank.database.unitOfWork(async (em) => {
    await runParameterized(
      em,
      'lock table ledger.accounts, ledger.transactions in access exclusive mode',
      [],
    );
    locks.resolve();
    await done.promise;
  });
  await locks.promise;
  const answered = await bank.ledger.trialBalance(bank.tenantId).finally(done.resolve);
  await locked;
  expect(answered.currencies).toEqual(before.currencies);
  expect(itemAt(before.currencies, 1).transactions).toBeGreaterThan(100);
  const rows = await bank.database.read((em) => runParameterized(em, 'select from ledger.book_totals', []));
  // Two currencies, with at most one row for each connection of the pool.
  expect(rows.length).toBeLessThanOrEqual(20);
});
