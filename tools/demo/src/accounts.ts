import type { Random } from './random.ts';
import { employers, firstNames, landlords, lastNames, localShops } from './people.ts';

/** An account of the demo bank. Amounts are in the currency's minor unit. */
export type DemoAccount = {
  name: string;
  currency: 'USD' | 'EUR' | 'JPY';
  kind: 'bank' | 'employer' | 'landlord' | 'shop' | 'customer';
  overdraftLimit: number;
  /** The most that one movement may take out of the account. */
  movementLimit: number | null;
  openingBalance: number;
};

/** What a customer earns and pays each month. Amounts are in cents. */
export type Customer = DemoAccount & {
  salary: number;
  salaryDay: 1 | 15 | 25;
  /** The account of the bank that pays the salary; the external account without it. */
  employer: DemoAccount | undefined;
  landlord: DemoAccount | undefined;
  rent: number;
  /** Purchases by card on an average day. */
  purchasesADay: number;
};

export type DemoBank = {
  fees: DemoAccount;
  employers: DemoAccount[];
  landlords: DemoAccount[];
  shops: DemoAccount[];
  customers: Customer[];
};

const business = (name: string, kind: DemoAccount['kind'], openingBalance: number): DemoAccount => ({
  ...{ name, kind, openingBalance },
  ...{ currency: 'USD', overdraftLimit: 0, movementLimit: null },
});

export function planAccounts(random: Random, customerCount: number): DemoBank {
  const own = {
    fees: business('Fees of the bank', 'bank', 0),
    // Enough for the salaries of all customers.
    employers: employers.map((name) => business(name, 'employer', 60_000_000)),
    landlords: landlords.map((name) => business(name, 'landlord', 5_000_000)),
    shops: localShops.map((name) => business(name, 'shop', random.integer(200_000, 900_000))),
  };
  const names = new Set<string>();
  const customers = Array.from({ length: customerCount }, (_, index) =>
    planCustomer(random, index, nameBeside(names, random), own),
  );
  return { ...own, customers };
}

function planCustomer(
  random: Random,
  index: number,
  name: string,
  { employers, landlords }: Omit<DemoBank, 'customers'>,
): Customer {
  const currency = currencyOf(index);
  const salary = random.integer(190_000, 640_000);
  const isLocal = currency === 'USD';
  // Every fourteenth spends more than is there, so that some payments are refused.
  const isShort = index % 14 === 4;
  return {
    ...{ name, currency, kind: 'customer', salary },
    overdraftLimit: index % 12 === 7 ? 50_000 : 0,
    movementLimit: index % 20 === 11 ? 60_000 : null,
    openingBalance: isShort ? random.integer(2_000, 15_000) : random.integer(60_000, 900_000),
    salaryDay: random.pick([1, 15, 25] as const),
    employer: isLocal && random.chance(0.5) ? random.pick(employers) : undefined,
    landlord: isLocal && random.chance(0.5) ? random.pick(landlords) : undefined,
    rent: Math.round((salary * random.integer(24, isShort ? 52 : 34)) / 100),
    purchasesADay: random.integer(4, 22) / 10,
  };
}

function currencyOf(index: number): DemoAccount['currency'] {
  if (index % 12 === 5) return 'EUR';
  return index % 40 === 8 ? 'JPY' : 'USD';
}

function nameBeside(taken: Set<string>, random: Random): string {
  for (;;) {
    const name = `${random.pick(firstNames)} ${random.pick(lastNames)}`;
    if (taken.has(name)) continue;
    taken.add(name);
    return name;
  }
}
