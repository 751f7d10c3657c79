import { defineEntity, OptionalProps, p } from '@mikro-orm/core';
import { TypedId } from '@florin/database';
import { Refusal } from '../refusal.ts';
import { maxBalance } from '../money.ts';

export type AccountStatus = 'open' | 'frozen' | 'closed';
export type Metadata = Record<string, string>;

const AccountSchema = defineEntity({
  name: 'Account',
  schema: 'ledger',
  tableName: 'accounts',
  properties: {
    id: p.type(new TypedId('acct')).$type<string>().primary(),
    tenantId: p.type(new TypedId('tenant')).$type<string>(),
    kind: p.text().$type<'customer' | 'outside'>().default('customer'),
    status: p.text().$type<AccountStatus>().default('open'),
    currency: p.text(),
    balance: p.bigint('number').default(0),
    held: p.bigint('number').default(0),
    overdraftLimit: p.bigint('number').default(0),
    version: p.bigint('number').default(0),
    externalId: p.text().nullable(),
    name: p.text().nullable(),
    metadata: p.json<Metadata>().default('{}'),
    createdAt: p.datetime().onCreate(() => new Date()),
    updatedAt: p.datetime().onCreate(() => new Date()),
  },
});

/** An account and its rules. Amounts are whole minor units of its currency. */
export class Account extends AccountSchema.class {
  declare readonly [OptionalProps]?: 'available';

  /** What a debit may take: the balance without what is held, and the overdraft on top. */
  get available(): number {
    return this.balance - this.held + this.overdraftLimit;
  }

  /** Why this amount may not leave, or nothing when it may. */
  refusesDebit(amount: number): Refusal | undefined {
    if (this.status !== 'open') return this.#refusesMovement();
    if (amount > this.available) {
      return new Refusal(
        'insufficient_funds',
        `The account has ${this.available} available; ${amount} was asked for.`,
      );
    }
    if (this.balance - amount < -maxBalance) return tooLarge();
    return undefined;
  }

  /** Why this amount may not arrive, or nothing when it may. */
  refusesCredit(amount: number): Refusal | undefined {
    if (this.status !== 'open') return this.#refusesMovement();
    if (this.balance + amount > maxBalance) return tooLarge();
    return undefined;
  }

  #refusesMovement(): Refusal {
    return new Refusal('state_conflict', `The account is ${this.status}; it takes no movements.`);
  }

  /** Takes the amount off. Ask `refusesDebit` first. */
  debit(amount: number, at: Date): void {
    this.balance -= amount;
    this.version += 1;
    this.updatedAt = at;
  }

  /** Puts the amount on. Ask `refusesCredit` first. */
  credit(amount: number, at: Date): void {
    this.balance += amount;
    this.version += 1;
    this.updatedAt = at;
  }
}

function tooLarge(): Refusal {
  return new Refusal('limit_exceeded', 'The balance would leave the range of exact integers, ±(2^53 − 1).');
}

AccountSchema.setClass(Account);
