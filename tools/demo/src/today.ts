import type { Florin } from '@florin/sdk';
import type { Customer } from './accounts.ts';
import { inCurrency, type Month, type MonthOptions } from './month.ts';
import type { PostOptions } from './post-month.ts';
import { purchases } from './people.ts';
import { isRefusal } from './is-refusal.ts';
import { createRandom } from './random.ts';

const paymentsToday = 40;
const rentsAhead = 5;
const daysAhead = 30;

/**
 * Posts payments of this moment one by one, each in a request of its own. One customer loses a card: the account is frozen, and its
 * next payment refused. Some rents of next month are scheduled. Returns how many payments were posted since `since`.
 */
export async function postToday(
  florin: Florin,
  { bank: { customers } }: Month,
  {
    accountIds,
    key,
    since,
    options: { seed, until },
    onProgress,
  }: PostOptions & { since: string; options: MonthOptions },
): Promise<number> {
  const random = createRandom(seed + 1);
  let posted = 0;
  const idOf = (customer: Customer) => accountIds.get(customer) ?? '';
  for (let number = 0; number < paymentsToday; number += 1) {
    const customer = random.pick(customers);
    const { shops, least, most } = random.pick(purchases);
    const payment = {
      account_id: idOf(customer),
      currency: customer.currency,
      amount: inCurrency(random.integer(least, most), customer),
      description: random.pick(shops),
    };
    if (number === paymentsToday / 2) await florin.accounts.freeze(payment.account_id);
    const idempotencyKey = `${key}-today-${number}`;
    const paid = await florin.transactions.debit(payment, { idempotencyKey }).catch(nothingIfRefused);
    if (paid !== undefined && paid.created_at >= since) posted += 1;
    onProgress(number + 1, paymentsToday);
  }
  const scheduled_for = new Date(until.getTime() + daysAhead * 86_400_000).toISOString();
  for (const [number, customer] of customers.slice(0, rentsAhead).entries()) {
    await florin.scheduledTransactions.create(
      {
        ...{ type: 'debit', account_id: idOf(customer), currency: customer.currency },
        amount: inCurrency(customer.rent, customer),
        ...{ scheduled_for, description: 'Rent' },
      },
      { idempotencyKey: `${key}-rent-${number}` },
    );
  }
  return posted;
}

/** An account without money and a frozen one are part of a day at a bank. */
function nothingIfRefused(error: unknown): undefined {
  if (!isRefusal(error)) throw error;
}
