import { planAccounts, type Customer, type DemoAccount, type DemoBank } from './accounts.ts';
import { bills, purchases } from './people.ts';
import { createRandom, type Random } from './random.ts';

/** A movement of the month. `amount` is in the currency's minor unit. */
export type PlannedMovement = {
  at: Date;
  amount: number;
  description: string;
  reference: string;
} & (
  | { type: 'credit' | 'debit'; account: DemoAccount }
  | { type: 'transfer'; from: DemoAccount; to: DemoAccount }
  | { type: 'hold'; account: DemoAccount; to: DemoAccount | undefined; expiresAt?: Date }
  /** Of the hold or the capture with that reference, which is of an earlier day. */
  | { type: 'capture' | 'void' | 'reversal'; of: string }
);

export type Month = {
  bank: DemoBank;
  /** Whole days in UTC, oldest first, each in the order of time. */
  days: PlannedMovement[][];
};

export type MonthOptions = {
  seed: number;
  customers: number;
  days: number;
  /** The first moment after the month: the start of a day in UTC. */
  until: Date;
};

const dayMs = 86_400_000;
const hourMs = 3_600_000;
/** Yen for a cent, so that prices look right in Japan. */
const yenPerCent = 1.5;

/** Plans a month of a small bank. The same options give the same month. */
export function planMonth({ seed, customers, days, until }: MonthOptions): Month {
  const random = createRandom(seed);
  const bank = planAccounts(random, customers);
  const firstMs = until.getTime() - days * dayMs;
  const month: PlannedMovement[][] = Array.from({ length: days }, () => []);
  const plan = new Plan(month, firstMs, random);
  openingBalances(plan, bank);
  for (const customer of bank.customers) {
    regularPayments(plan, bank, customer);
    for (let day = 0; day < days; day += 1) everydayPayments(plan, bank, customer, day);
  }
  for (const day of month) day.sort((one, other) => one.at.getTime() - other.at.getTime());
  return { bank, days: month };
}

/** Adds movements to the days of the month, and gives each a reference of its own. */
class Plan {
  readonly #month: PlannedMovement[][];
  readonly #firstMs: number;
  readonly random: Random;
  #count = 0;

  constructor(month: PlannedMovement[][], firstMs: number, random: Random) {
    this.#month = month;
    this.#firstMs = firstMs;
    this.random = random;
  }

  get days(): number {
    return this.#month.length;
  }

  /** The day of the month, from 1, as in the calendar. */
  dateOf(day: number): Date {
    return new Date(this.#firstMs + day * dayMs);
  }

  /** A moment between two hours of a day. */
  momentOn(day: number, fromHour: number, toHour: number): Date {
    return new Date(
      this.#firstMs + day * dayMs + this.random.integer(fromHour * hourMs, toHour * hourMs - 1),
    );
  }

  /** Leaves out what is after the month. Returns the reference. */
  add(day: number, make: (reference: string) => PlannedMovement): string {
    this.#count += 1;
    const reference = `demo-${String(this.#count).padStart(5, '0')}`;
    this.#month[day]?.push(make(reference));
    return reference;
  }
}

/** At the first moment, so that every payment of the month comes later. */
function openingBalances(plan: Plan, { fees: _, ...bank }: DemoBank): void {
  for (const account of Object.values(bank).flat()) {
    const amount = inCurrency(account.openingBalance, account);
    if (amount === 0) continue;
    plan.add(0, (reference) => {
      const description = 'Opening balance';
      return { type: 'credit', at: plan.dateOf(0), account, amount, reference, description };
    });
  }
}

/** Salary, rent, bills and the monthly fee, each on its day of the calendar's month. */
function regularPayments(plan: Plan, { fees }: DemoBank, customer: Customer): void {
  const { random } = plan;
  const { employer, landlord, salaryDay } = customer;
  const paidBills = bills.filter(({ share }) => random.chance(share));
  for (let day = 0; day < plan.days; day += 1) {
    const date = plan.dateOf(day).getUTCDate();
    if (date === salaryDay)
      pay(plan, day, {
        from: employer,
        to: customer,
        cents: customer.salary,
        description: 'Salary',
        hours: [6, 8],
      });
    if (date === 3)
      pay(plan, day, {
        from: customer,
        to: landlord,
        cents: customer.rent,
        description: 'Rent',
        hours: [8, 10],
      });
    for (const { to: description, day: dueDay, least, most } of paidBills) {
      const cents = random.integer(least, most);
      if (date === dueDay)
        pay(plan, day, { from: customer, to: undefined, cents, description, hours: [9, 17] });
    }
    if (date === 28 && customer.currency === fees.currency)
      pay(plan, day, { from: customer, to: fees, cents: 450, description: 'Account fee', hours: [22, 23] });
  }
}

type Payment = {
  /** The external account without it. */
  from: DemoAccount | undefined;
  to: DemoAccount | undefined;
  cents: number;
  description: string;
  hours: readonly [from: number, to: number];
};

function pay(plan: Plan, day: number, { from, to, cents, description, hours }: Payment): void {
  const at = plan.momentOn(day, ...hours);
  plan.add(day, (reference) => {
    const about = { at, reference, description };
    if (from !== undefined && to !== undefined)
      return { ...about, type: 'transfer', from, to, amount: inCurrency(cents, from) };
    const account = from ?? to;
    if (account === undefined) throw new Error('A payment needs an account of the bank.');
    const amount = inCurrency(cents, account);
    return { ...about, type: from === undefined ? 'credit' : 'debit', account, amount };
  });
}

function everydayPayments(plan: Plan, bank: DemoBank, customer: Customer, day: number): void {
  const { random } = plan;
  const isWeekend = [0, 6].includes(plan.dateOf(day).getUTCDay());
  const rate = customer.purchasesADay * (isWeekend ? 1.4 : 0.85);
  const count = Math.floor(rate) + (random.chance(rate % 1) ? 1 : 0);
  for (let number = 0; number < count; number += 1) payByCard(plan, bank, customer, day);
  const others = bank.customers.filter((other) => other !== customer && other.currency === customer.currency);
  if (random.chance(0.05) && others.length > 0) {
    const description = random.pick(['Dinner', 'Concert tickets', 'Birthday present', 'Groceries', 'Trip']);
    const cents = random.integer(5, 120) * 100;
    pay(plan, day, { from: customer, to: random.pick(others), cents, description, hours: [10, 23] });
  }
  if (random.chance(0.04)) {
    const cents = random.integer(1, 10) * 2_000;
    pay(plan, day, { from: customer, to: undefined, cents, description: 'Cash machine', hours: [8, 22] });
  }
}

/**
 * A hold, and a capture one or two days later. Filling stations hold more than they capture. A few holds are voided, and a few
 * purchases come back. Shops that are customers of the bank receive the money there, all others outside of it.
 */
function payByCard(plan: Plan, { shops }: DemoBank, customer: Customer, day: number): void {
  const { random } = plan;
  const local = customer.currency === 'USD' && random.chance(0.15) ? random.pick(shops) : undefined;
  const { shops: names, least, most } = pickPurchase(random);
  const description = local?.name ?? random.pick(names);
  const cents = random.integer(least, most);
  const isFuel = local === undefined && description.startsWith('Fuel');
  const amount = inCurrency(cents, customer);
  const held = isFuel ? inCurrency(12_000, customer) : amount;
  const at = plan.momentOn(day, 7, 23);
  const hold = plan.add(day, (reference) => {
    return { type: 'hold', at, account: customer, to: local, amount: held, reference, description };
  });
  const captureDay = day + random.integer(1, 2);
  const captureAt = plan.momentOn(captureDay, 2, 5);
  if (random.chance(0.02)) {
    plan.add(captureDay, (reference) => ({
      ...{ type: 'void', at: captureAt, of: hold, amount: held, reference },
      description: `${description}: order cancelled`,
    }));
    return;
  }
  const capture = plan.add(captureDay, (reference) => {
    return { type: 'capture', at: captureAt, of: hold, amount, reference, description };
  });
  if (!random.chance(0.03)) return;
  const refundDay = captureDay + random.integer(1, 6);
  const refundAt = plan.momentOn(refundDay, 10, 18);
  plan.add(refundDay, (reference) => ({
    ...{ type: 'reversal', at: refundAt, of: capture, amount, reference },
    description: `${description}: refund`,
  }));
}

function pickPurchase(random: Random) {
  let left = random.integer(1, 1_000) / 1_000;
  const found = purchases.find(({ share }) => (left -= share) <= 0);
  return found ?? random.pick(purchases);
}

/** Cents as the minor unit of the account's currency. */
export function inCurrency(cents: number, { currency }: Pick<DemoAccount, 'currency'>): number {
  return currency === 'JPY' ? Math.round(cents * yenPerCent) : cents;
}
