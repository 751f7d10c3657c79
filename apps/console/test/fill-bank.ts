import { RefusedError, type Account, type Florin, type Transaction } from '@florin/sdk';

export type FilledBank = {
  ada: Account;
  grace: Account;
  salary: Transaction;
  hold: Transaction;
  refused: Transaction;
};

/** Two customers with a salary, rent, a held card payment, a refused payment, and amounts without decimals. */
export async function fillBank(florin: Florin): Promise<FilledBank> {
  const open = (name: string, external_id: string, currency: string, metadata: Record<string, string> = {}) =>
    florin.accounts.create({ name, external_id, currency, metadata });
  const ada = await open('Ada Lovelace', 'customer-1', 'EUR', { branch: 'north' });
  const grace = await open('Grace Hopper', 'customer-2', 'EUR');
  const alan = await open('Alan Turing', 'customer-3', 'JPY');
  const { transactions } = florin;
  await transactions.credit({
    account_id: alan.id,
    amount: 1_250_000,
    currency: 'JPY',
    description: 'Opening deposit',
  });
  const salary = await transactions.credit({
    account_id: ada.id,
    amount: 412_350,
    currency: 'EUR',
    description: 'Salary',
    reference: 'payroll-2026-11',
  });
  await transactions.transfer({
    from_account_id: ada.id,
    to_account_id: grace.id,
    amount: 98_000,
    currency: 'EUR',
    description: 'Rent November',
  });
  const names = ['Groceries', 'Tram ticket', 'Coffee', 'Pharmacy', 'Books'];
  for (const [index, description] of names.entries())
    await transactions.debit({
      account_id: ada.id,
      amount: 390 + index * 1_275,
      currency: 'EUR',
      description,
    });
  const hold = await transactions.hold({
    account_id: ada.id,
    amount: 24_990,
    currency: 'EUR',
    description: 'Hotel Adlon',
    reference: 'booking-881',
  });
  const refused = await florin.transactions
    .debit({
      account_id: grace.id,
      amount: 990_000,
      currency: 'EUR',
      description: 'Used car',
      reference: 'car-7',
    })
    .then(() => undefined, refusedTransaction);
  if (!refused) throw new Error('The payment was not refused.');
  return { ada, grace, salary, hold, refused };
}

const refusedTransaction = (error: unknown) =>
  error instanceof RefusedError ? error.transaction : undefined;
