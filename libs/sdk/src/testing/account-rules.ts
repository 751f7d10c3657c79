import { exponentOf } from '../currencies.ts';
import { toDecimal } from '../money.ts';
import type { Account } from '../schemas.ts';
import type { Books, FakeAccount } from './books.ts';
import { exact, exactSum, type ExactInteger } from './exact.ts';
import { Refusal } from './refusal.ts';

const maxBalance = Number.MAX_SAFE_INTEGER;

export function availableOf({ balance, held, overdraft_limit }: FakeAccount): ExactInteger {
  return exactSum(balance, -held, overdraft_limit);
}

export function accountView(account: FakeAccount): Account {
  const { spentToday: _today, spentOn: _on, ...reported } = account;
  return {
    ...reported,
    metadata: sorted(account.metadata),
    currency_exponent: exponentOf(account.currency),
    ...exact('available', availableOf(account)),
  };
}

/** Money in a message, as the bank writes it: `0.50 USD (50)`. */
export function moneyText(amount: ExactInteger, currency: string): string {
  return `${toDecimal(amount, currency)} ${currency} (${amount})`;
}

/** In the one order that the bank's answers have. */
export function sorted(metadata: Record<string, string> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(metadata).sort(([a], [b]) => (a < b ? -1 : 1)));
}

export function refusesDebit(account: FakeAccount, amount: number): Refusal | undefined {
  const available = availableOf(account);
  const text = (sum: ExactInteger) => moneyText(sum, account.currency);
  const short =
    amount > available
      ? new Refusal(
          'insufficient_funds',
          `The account has ${text(available)} available; ${text(amount)} was asked for.`,
        )
      : undefined;
  return refusesMovement(account) ?? short ?? beyondRange(account.balance - amount);
}

export function refusesCredit(account: FakeAccount, amount: number): Refusal | undefined {
  return refusesMovement(account) ?? beyondRange(account.balance + amount);
}

export function refusesMovement({ status }: FakeAccount): Refusal | undefined {
  if (status === 'open') return undefined;
  return new Refusal('state_conflict', `The account is ${status}; it takes no movements.`);
}

export function refusesHold({ held }: FakeAccount, amount: number): Refusal | undefined {
  return beyondRange(held + amount, 'What is held');
}

function beyondRange(sum: number, what = 'The balance'): Refusal | undefined {
  if (Math.abs(sum) <= maxBalance) return undefined;
  return new Refusal('limit_exceeded', `${what} would leave the range of exact integers, ±(2^53 − 1).`);
}

/** Why this amount is beyond the limits that the account has set for itself. */
export function refusesSpending(account: FakeAccount, amount: number, at: Date): Refusal | undefined {
  const { movement_limit, daily_limit } = account;
  const text = (sum: number) => moneyText(sum, account.currency);
  if (movement_limit !== null && amount > movement_limit) {
    return new Refusal(
      'limit_exceeded',
      `The account lets at most ${text(movement_limit)} leave at once; ${text(amount)} was asked for.`,
    );
  }
  if (daily_limit === null) return undefined;
  const left = Math.max(0, daily_limit - spentOnDayOf(account, at));
  if (amount <= left) return undefined;
  return new Refusal(
    'limit_exceeded',
    `The account lets at most ${text(daily_limit)} leave a day, of which ${text(left)} are left today (UTC); ${text(amount)} was asked for.`,
  );
}

function spentOnDayOf({ spentOn, spentToday }: FakeAccount, at: Date): number {
  return spentOn === dayOf(at) ? spentToday : 0;
}

export function countSpending(books: Books, account: FakeAccount, amount: number, at: Date): void {
  if (account.daily_limit === null) return;
  const spentToday = Math.min(maxBalance, spentOnDayOf(account, at) + amount);
  books.change(account, { spentToday, spentOn: dayOf(at) });
}

/** What a hold gives back no longer counts, if it was counted on the same day and is not more than can be counted. */
export function uncountSpending(
  books: Books,
  account: FakeAccount,
  amount: number,
  countedAt: string,
  at: Date,
): void {
  if (dayOf(new Date(countedAt)) !== dayOf(at) || spentOnDayOf(account, at) >= maxBalance) return;
  countSpending(books, account, -amount, at);
}

/** A movement of this account: its balance and what is held change by so much, its version by one. */
export function move(books: Books, account: FakeAccount, balance: number, held: number, at: Date): void {
  books.change(account, {
    balance: account.balance + balance,
    held: account.held + held,
    version: account.version + 1,
    updated_at: at.toISOString(),
  });
}

/** The day in UTC. */
export function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}
