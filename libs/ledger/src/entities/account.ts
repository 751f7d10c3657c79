import { defineEntity, OptionalProps, p } from '@mikro-orm/core';
import { JsonObject, Moment, TypedId, WholeNumber } from '@florin/database';
import { Refusal } from '../refusal.ts';
import { exactSum, maxBalance, moneyText, type ExactInteger } from '../money.ts';

export type AccountStatus = 'open' | 'frozen' | 'closed';
export type Metadata = Record<string, string>;

/** What an account's owner may change of it; what is left out stays. Limits are in minor units. */
export type AccountTerms = {
  name: string | null;
  metadata: Metadata;
  overdraftLimit: number;
  /** What may leave at once, and on one day (UTC); null is no limit. */
  movementLimit: number | null;
  dailyLimit: number | null;
  status: AccountStatus;
};

const AccountSchema = defineEntity({
  name: 'Account',
  schema: 'ledger',
  tableName: 'accounts',
  properties: {
    id: p.type(new TypedId('acct')).$type<string>().primary(),
    tenantId: p.type(new TypedId('tenant')).$type<string>(),
    kind: p.string().columnType('text').$type<'customer' | 'outside'>().default('customer'),
    status: p.string().columnType('text').$type<AccountStatus>().default('open'),
    currency: p.string().columnType('text'),
    balance: p.type(new WholeNumber()).$type<number>().default(0),
    held: p.type(new WholeNumber()).$type<number>().default(0),
    overdraftLimit: p.type(new WholeNumber()).$type<number>().default(0),
    version: p.type(new WholeNumber()).$type<number>().default(0),
    movementLimit: p.type(new WholeNumber()).$type<number>().nullable(),
    dailyLimit: p.type(new WholeNumber()).$type<number>().nullable(),
    spentToday: p.type(new WholeNumber()).$type<number>().default(0),
    spentOn: p.date().$type<string>().nullable(),
    externalId: p.string().columnType('text').nullable(),
    name: p.string().columnType('text').nullable(),
    metadata: p.type(new JsonObject()).$type<Metadata>().default('{}'),
    createdAt: p
      .type(new Moment())
      .$type<Date>()
      .onCreate(() => new Date()),
    updatedAt: p
      .type(new Moment())
      .$type<Date>()
      .onCreate(() => new Date()),
  },
});

/** An account and its rules. Amounts are whole minor units of its currency. */
export class Account extends AccountSchema.class {
  declare readonly [OptionalProps]?: 'available';

  /** What a debit may take: the balance without what is held, and the overdraft on top. */
  get available(): ExactInteger {
    const available = this.balance - this.held + this.overdraftLimit;
    // Beyond 2^53 only where an account near the largest balance has an overdraft limit on top.
    return Number.isSafeInteger(available)
      ? available
      : exactSum(this.balance, -this.held, this.overdraftLimit);
  }

  /** Why this amount may not leave, or nothing when it may. */
  refusesDebit(amount: number): Refusal | undefined {
    if (this.status !== 'open') return notOpen(this.status);
    if (amount > this.available) {
      const { currency } = this;
      return new Refusal(
        'insufficient_funds',
        `The account has ${moneyText(this.available, currency)} available; ${moneyText(amount, currency)} was asked for.`,
      );
    }
    if (this.balance - amount < -maxBalance) return tooLarge();
    return undefined;
  }

  /** Why this amount may not be held besides what is held already, or nothing when it may. Ask `refusesDebit` too. */
  refusesHold(amount: number): Refusal | undefined {
    return this.held + amount > maxBalance ? tooLarge('What is held') : undefined;
  }

  /** Why this amount may not arrive, or nothing when it may. */
  refusesCredit(amount: number): Refusal | undefined {
    if (this.status !== 'open') return notOpen(this.status);
    if (this.balance + amount > maxBalance) return tooLarge();
    return undefined;
  }

  /** What counts against the daily limit on the day (UTC) of this moment. */
  spentOnDayOf(at: Date): number {
    return this.spentOn === dayOf(at) ? this.spentToday : 0;
  }

  /** Why this amount is beyond the limits that the account has set for itself, or nothing when it is not. */
  refusesSpending(amount: number, at: Date): Refusal | undefined {
    const { movementLimit, dailyLimit, currency } = this;
    if (isLimit(movementLimit) && amount > movementLimit) {
      return new Refusal(
        'limit_exceeded',
        `The account lets at most ${moneyText(movementLimit, currency)} leave at once; ${moneyText(amount, currency)} was asked for.`,
      );
    }
    if (!isLimit(dailyLimit)) return undefined;
    const left = Math.max(0, dailyLimit - this.spentOnDayOf(at));
    if (amount <= left) return undefined;
    return new Refusal(
      'limit_exceeded',
      `The account lets at most ${moneyText(dailyLimit, currency)} leave a day, of which ${moneyText(left, currency)} are left today (UTC); ${moneyText(amount, currency)} was asked for.`,
    );
  }

  /** Counts what leaves, or is held to leave, against the daily limit. Ask `refusesSpending` first. */
  countSpending(amount: number, at: Date): void {
    if (!isLimit(this.dailyLimit)) return;
    this.spentToday = Math.min(maxBalance, this.spentOnDayOf(at) + amount);
    this.spentOn = dayOf(at);
  }

  /**
   * Uncounts what was held and did not leave, unless it was counted on an earlier day, or what was spent is more than
   * can be counted: then nothing is left of the limit for the rest of the day.
   */
  uncountSpending(amount: number, countedAt: Date, at: Date): void {
    if (!isLimit(this.dailyLimit) || dayOf(countedAt) !== dayOf(at)) return;
    if (this.spentOnDayOf(at) < maxBalance) this.countSpending(-amount, at);
  }

  /** Why its terms may not become these, or nothing when they may. */
  refusesTerms({ status = this.status, overdraftLimit = this.overdraftLimit }: Partial<AccountTerms>) {
    if (this.status === 'closed') {
      return new Refusal('state_conflict', 'The account is closed, which is final; nothing was changed.');
    }
    if (status === 'closed' && (this.balance !== 0 || this.held !== 0)) {
      return new Refusal(
        'state_conflict',
        `Only an empty account can be closed; the balance is ${this.balance}, of which ${this.held} is held.`,
      );
    }
    const leastLimit = this.held - this.balance;
    if (overdraftLimit < leastLimit) {
      return new Refusal(
        'state_conflict',
        `The account uses ${leastLimit} of its overdraft; the limit cannot be ${overdraftLimit}.`,
      );
    }
    return undefined;
  }

  /** Why money that is held already may not leave, or nothing when it may. */
  refusesMovement(): Refusal | undefined {
    return this.status === 'open' ? undefined : notOpen(this.status);
  }

  /** Takes the amount off. Ask `refusesDebit` first. */
  debit(amount: number, at: Date): void {
    this.balance -= amount;
    counted(this, at);
  }

  /** Puts the amount on. Ask `refusesCredit` first. */
  credit(amount: number, at: Date): void {
    this.balance += amount;
    counted(this, at);
  }

  /** Promises the amount to somebody. Ask `refusesDebit` first. */
  hold(amount: number, at: Date): void {
    this.held += amount;
    counted(this, at);
  }

  /** Takes the amount off out of what is held, and makes `released` more of that available again. */
  capture(amount: number, released: number, at: Date): void {
    this.held -= amount + released;
    this.debit(amount, at);
  }

  /** Makes an amount that was held available again. */
  release(amount: number, at: Date): void {
    this.held -= amount;
    counted(this, at);
  }

  /** Remembers it as it is, whatever movements change in it; what comes back makes it that again. */
  checkpoint(): () => void {
    const before = { ...this };
    return () => void Object.assign(this, before);
  }
}

// Not private methods: the ORM makes its instances without the constructor, and those have none.
function counted(account: Account, at: Date): void {
  account.version += 1;
  account.updatedAt = at;
}

function isLimit(limit: number | null | undefined): limit is number {
  return typeof limit === 'number';
}

/** The day in UTC, as 2026-11-22. */
export function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}

function notOpen(status: AccountStatus): Refusal {
  return new Refusal('state_conflict', `The account is ${status}; it takes no movements.`);
}

function tooLarge(what = 'The balance'): Refusal {
  return new Refusal('limit_exceeded', `${what} would leave the range of exact integers, ±(2^53 − 1).`);
}

AccountSchema.setClass(Account);
