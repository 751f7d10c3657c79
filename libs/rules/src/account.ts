import { isCurrencyInUse } from './currencies.ts';
import { exactSum, maxBalance, moneyText, type ExactInteger } from './money.ts';
import { badField, Refusal } from './refusal.ts';

export type AccountStatus = 'open' | 'frozen' | 'closed';

/** What the rules read and change of an account. Amounts are whole minor units of its currency. */
export type AccountState = {
  readonly id: string;
  readonly currency: string;
  readonly status: AccountStatus;
  readonly overdraftLimit: number;
  readonly movementLimit?: number | null | undefined;
  readonly dailyLimit?: number | null | undefined;
  balance: number;
  held: number;
  version: number;
  /** What counts against the daily limit on the day `spentOn` (UTC, as 2026-11-22). */
  spentToday: number;
  spentOn?: string | null | undefined;
  updatedAt: Date;
};

/** The balance without what is held, plus the overdraft limit: what a debit may take. */
export function availableOf({
  balance,
  held,
  overdraftLimit,
}: Pick<AccountState, 'balance' | 'held' | 'overdraftLimit'>): ExactInteger {
  const available = balance - held + overdraftLimit;
  // Beyond 2^53 only where an account near the largest balance also has an overdraft limit.
  return Number.isSafeInteger(available) ? available : exactSum(balance, -held, overdraftLimit);
}

/** Why no account may be opened in this currency. A list of currencies changes with the program's version. */
export function openingRefusal({ currency }: { currency: string }): Refusal | undefined {
  if (isCurrencyInUse(currency)) return undefined;
  return badField('/currency', 'must be a currency that ISO 4217 has in use, such as USD');
}

/** Why this amount may not leave the account, or undefined. */
export function debitRefusal(account: AccountState, amount: number): Refusal | undefined {
  const { status, balance, currency } = account;
  if (status !== 'open') return notOpen(status);
  const available = availableOf(account);
  if (amount > available) {
    return new Refusal(
      'insufficient_funds',
      `The account has ${moneyText(available, currency)} available; ${moneyText(amount, currency)} was asked for.`,
    );
  }
  return balance - amount < -maxBalance ? tooLarge() : undefined;
}

/** Why this amount may not be held in addition to what is held already, or undefined. A hold also needs `debitRefusal`. */
export function holdRefusal({ held }: AccountState, amount: number): Refusal | undefined {
  return held + amount > maxBalance ? tooLarge('What is held') : undefined;
}

/** Why this amount may not arrive, or undefined. */
export function creditRefusal({ status, balance }: AccountState, amount: number): Refusal | undefined {
  if (status !== 'open') return notOpen(status);
  return balance + amount > maxBalance ? tooLarge() : undefined;
}

/** Why money that is already held may not leave, or undefined. */
export function captureRefusal({ status }: AccountState): Refusal | undefined {
  return status === 'open' ? undefined : notOpen(status);
}

/** Takes the amount off. `debitRefusal` must have allowed it. */
export function debitAccount(account: AccountState, amount: number, at: Date): void {
  account.balance -= amount;
  countVersion(account, at);
}

/** Adds the amount. `creditRefusal` must have allowed it. */
export function creditAccount(account: AccountState, amount: number, at: Date): void {
  account.balance += amount;
  countVersion(account, at);
}

/** Holds the amount: it stays in the balance and is no longer available. */
export function holdOnAccount(account: AccountState, amount: number, at: Date): void {
  account.held += amount;
  countVersion(account, at);
}

/** Takes the amount off out of what is held, and makes `released` more of what is held available again. */
export function captureFromAccount(account: AccountState, amount: number, released: number, at: Date): void {
  account.held -= amount + released;
  debitAccount(account, amount, at);
}

/** Makes an amount that was held available again. */
export function releaseOnAccount(account: AccountState, amount: number, at: Date): void {
  account.held -= amount;
  countVersion(account, at);
}

/** Keeps what movements change in an account; the returned function restores it. */
export function checkpointAccount(account: AccountState): () => void {
  const { balance, held, version, spentToday, spentOn, updatedAt } = account;
  return () => void Object.assign(account, { balance, held, version, spentToday, spentOn, updatedAt });
}

function countVersion(account: AccountState, at: Date): void {
  account.version += 1;
  account.updatedAt = at;
}

/** The day in UTC, as 2026-11-22. */
export function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}

/** What counts against the daily limit on the day (UTC) of this moment. */
export function spentOnDayOf({ spentOn, spentToday }: AccountState, at: Date): number {
  return spentOn === dayOf(at) ? spentToday : 0;
}

/** What counts against the daily limit on the day (UTC) of this moment; null without a limit. */
export function spentOfLimit(account: AccountState, at: Date): number | null {
  return isLimit(account.dailyLimit) ? spentOnDayOf(account, at) : null;
}

/** Why this amount exceeds the account's own limits, or undefined. */
export function spendingRefusal(account: AccountState, amount: number, at: Date): Refusal | undefined {
  const { movementLimit, dailyLimit, currency } = account;
  if (isLimit(movementLimit) && amount > movementLimit) {
    return new Refusal(
      'limit_exceeded',
      `The account lets at most ${moneyText(movementLimit, currency)} leave at once; ${moneyText(amount, currency)} was asked for.`,
    );
  }
  if (!isLimit(dailyLimit)) return undefined;
  const left = Math.max(0, dailyLimit - spentOnDayOf(account, at));
  if (amount <= left) return undefined;
  return new Refusal(
    'limit_exceeded',
    `The account lets at most ${moneyText(dailyLimit, currency)} leave a day, of which ${moneyText(left, currency)} are left today (UTC); ${moneyText(amount, currency)} was asked for.`,
  );
}

/** Counts what leaves, or is held, against the daily limit. `spendingRefusal` must have allowed it. */
export function countSpending(account: AccountState, amount: number, at: Date): void {
  if (!isLimit(account.dailyLimit)) return;
  account.spentToday = Math.min(maxBalance, spentOnDayOf(account, at) + amount);
  account.spentOn = dayOf(at);
}

/**
 * Gives back to the daily limit what was held and did not leave. Nothing is given back on a later day than it was
 * counted, or once the count has reached the largest integer: then the limit is used up until the end of the day.
 */
export function uncountSpending(account: AccountState, amount: number, countedAt: Date, at: Date): void {
  if (!isLimit(account.dailyLimit) || dayOf(countedAt) !== dayOf(at)) return;
  if (spentOnDayOf(account, at) < maxBalance) countSpending(account, -amount, at);
}

function isLimit(limit: number | null | undefined): limit is number {
  return typeof limit === 'number';
}

function notOpen(status: AccountStatus): Refusal {
  return new Refusal('state_conflict', `The account is ${status}; it takes no movements.`);
}

function tooLarge(what = 'The balance'): Refusal {
  return new Refusal('limit_exceeded', `${what} would leave the range of exact integers, ±(2^53 − 1).`);
}
