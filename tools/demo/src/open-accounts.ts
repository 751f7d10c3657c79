import type { Account, Florin } from '@florin/sdk';
import type { DemoAccount, DemoBank } from './accounts.ts';
import type { MonthOptions } from './month.ts';

const atOnce = 8;

/**
 * The options with which a tenant was filled before under this seed. They stand in the metadata of the first account, so that a
 * repetition on another day plans the same month.
 */
export async function findFilled(florin: Florin, seed: number): Promise<MonthOptions | undefined> {
  const { data } = await florin.accounts.list({ external_id: externalId(seed, 0), limit: 1 });
  const [{ metadata } = { metadata: undefined }] = data;
  if (metadata === undefined) return undefined;
  const { demo_customers, demo_days, demo_until } = metadata;
  return {
    seed,
    customers: Number(demo_customers),
    days: Number(demo_days),
    until: new Date(`${demo_until}T00:00:00Z`),
  };
}

/** Opens the accounts of the bank, or finds them as they were opened before. */
export async function openAccounts(
  florin: Florin,
  bank: DemoBank,
  options: MonthOptions,
  onProgress: (done: number, of: number) => void,
): Promise<Map<DemoAccount, string>> {
  const { fees, ...others } = bank;
  // The first account has the options, so it comes before the others.
  const all = [fees, ...Object.values(others).flat()];
  const ids = new Map<DemoAccount, string>();
  const open = async (account: DemoAccount, number: number) => {
    ids.set(account, (await openAccount(florin, account, number, options)).id);
    onProgress(ids.size, all.length);
  };
  await open(fees, 0);
  for (let first = 1; first < all.length; first += atOnce) {
    const some = all.slice(first, first + atOnce);
    await Promise.all(some.map((account, index) => open(account, first + index)));
  }
  return ids;
}

function openAccount(
  florin: Florin,
  { name, currency, kind, overdraftLimit, movementLimit }: DemoAccount,
  number: number,
  { seed, customers, days, until }: MonthOptions,
): Promise<Account> {
  const plan = {
    demo_customers: `${customers}`,
    demo_days: `${days}`,
    demo_until: until.toISOString().slice(0, 10),
  };
  const account = {
    ...{ name, currency, overdraft_limit: overdraftLimit, movement_limit: movementLimit },
    external_id: externalId(seed, number),
    metadata: { kind, ...(number === 0 ? plan : {}) },
  };
  return florin.accounts.create(account, { idempotencyKey: `${externalId(seed, number)}-opened` });
}

const externalId = (seed: number, number: number) => `demo-${seed}-${String(number).padStart(4, '0')}`;
