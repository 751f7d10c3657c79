import type { Florin } from '@florin/sdk';
import { refusal, same, type ConformanceCase } from './conformance-case.ts';

const statuses = ['open', 'frozen', 'closed'] as const;
type Status = (typeof statuses)[number];
/** `impossible`: an account in this state cannot have the status. */
type Outcome = 'done' | 'state_conflict' | 'impossible';

type Act = () => PromiseLike<unknown>;
type Row = {
  what: string;
  expected: Record<Status, Outcome>;
  /** Before the account `id` gets its status; `other` stays open. Answers with what is then tried. */
  prepare(florin: Florin, id: string, other: string): Promise<Act> | Act;
};

const stopped = { open: 'done', frozen: 'state_conflict', closed: 'state_conflict' } as const;
const released = { open: 'done', frozen: 'done', closed: 'impossible' } as const;
const amount = 10;

const soon = () => new Date(Date.now() + 3_600_000).toISOString();

/** Every kind of movement, by what the account is in it. The guide of holds has the same table for readers. */
const rows: Row[] = [
  {
    what: 'a credit to it',
    expected: stopped,
    prepare:
      ({ transactions }, account_id) =>
      () =>
        transactions.credit({ account_id, amount }),
  },
  {
    what: 'a debit from it',
    expected: stopped,
    prepare:
      ({ transactions }, account_id) =>
      () =>
        transactions.debit({ account_id, amount }),
  },
  {
    what: 'a transfer from it',
    expected: stopped,
    prepare:
      ({ transactions }, from_account_id, to_account_id) =>
      () =>
        transactions.transfer({ from_account_id, to_account_id, amount }),
  },
  {
    what: 'a transfer to it',
    expected: stopped,
    prepare:
      ({ transactions }, to_account_id, from_account_id) =>
      () =>
        transactions.transfer({ from_account_id, to_account_id, amount }),
  },
  {
    what: 'a batch with a credit to it',
    expected: stopped,
    prepare:
      ({ transactions }, account_id) =>
      () =>
        transactions.batch({ atomic: true, movements: [{ type: 'credit', account_id, amount }] }),
  },
  {
    what: 'a hold on it',
    expected: stopped,
    prepare:
      ({ transactions }, account_id) =>
      () =>
        transactions.hold({ account_id, amount }),
  },
  {
    what: 'a hold in its favour',
    expected: stopped,
    prepare:
      ({ transactions }, to_account_id, account_id) =>
      () =>
        transactions.hold({ account_id, to_account_id, amount }),
  },
  {
    what: 'the capture of a hold on it',
    expected: { ...stopped, closed: 'impossible' },
    async prepare({ transactions }, account_id) {
      const { id } = await transactions.hold({ account_id, amount });
      return () => transactions.capture(id);
    },
  },
  {
    what: 'the capture of a hold in its favour',
    expected: stopped,
    async prepare({ transactions }, to_account_id, account_id) {
      const { id } = await transactions.hold({ account_id, to_account_id, amount });
      return () => transactions.capture(id);
    },
  },
  {
    what: 'the void of a hold on it',
    expected: released,
    async prepare({ transactions }, account_id) {
      const { id } = await transactions.hold({ account_id, amount });
      return () => transactions.void(id);
    },
  },
  {
    what: 'the void of a hold on it of which a part was captured',
    expected: released,
    async prepare({ transactions }, account_id) {
      const { id } = await transactions.hold({ account_id, amount });
      await transactions.capture(id, { amount: 4 });
      return () => transactions.void(id);
    },
  },
  {
    what: 'the void of a hold in its favour',
    expected: { open: 'done', frozen: 'done', closed: 'done' },
    async prepare({ transactions }, to_account_id, account_id) {
      const { id } = await transactions.hold({ account_id, to_account_id, amount });
      return () => transactions.void(id);
    },
  },
  {
    what: 'the reversal of a credit to it',
    expected: stopped,
    async prepare({ transactions }, account_id) {
      const { id } = await transactions.credit({ account_id, amount });
      return () => transactions.reverse(id);
    },
  },
  {
    what: 'the reversal of a debit from it',
    expected: stopped,
    async prepare({ transactions }, account_id) {
      const { id } = await transactions.debit({ account_id, amount });
      return () => transactions.reverse(id);
    },
  },
  {
    what: 'the reversal of a transfer to it',
    expected: stopped,
    async prepare({ transactions }, to_account_id, from_account_id) {
      const { id } = await transactions.transfer({ from_account_id, to_account_id, amount });
      return () => transactions.reverse(id);
    },
  },
  {
    what: 'scheduling a debit from it',
    expected: { open: 'done', frozen: 'done', closed: 'state_conflict' },
    prepare:
      ({ scheduledTransactions }, account_id) =>
      () =>
        scheduledTransactions.create({ type: 'debit', account_id, amount, scheduled_for: soon() }),
  },
  {
    what: 'cancelling what was scheduled for it',
    expected: { open: 'done', frozen: 'done', closed: 'done' },
    async prepare({ scheduledTransactions }, account_id) {
      const request = { type: 'debit', account_id, amount, scheduled_for: soon() } as const;
      const { id } = await scheduledTransactions.create(request);
      return () => scheduledTransactions.cancel(id);
    },
  },
  {
    what: 'a change of its name',
    expected: { open: 'done', frozen: 'done', closed: 'state_conflict' },
    prepare:
      ({ accounts }, id) =>
      () =>
        accounts.update(id, { name: 'changed' }),
  },
];

/** Gives the account its status, emptying it first where it has to be empty; false where it cannot have it. */
async function become(florin: Florin, account_id: string, status: Status): Promise<boolean> {
  if (status === 'open') return true;
  const { available } = await florin.accounts.balance(account_id);
  if (status === 'closed' && available > 0)
    await florin.transactions.debit({ account_id, amount: available });
  if (status === 'frozen') await florin.accounts.freeze(account_id);
  else {
    const closing = florin.accounts.update(account_id, { status });
    try {
      await closing;
    } catch {
      return false;
    }
  }
  return true;
}

async function outcomeOf(row: Row, status: Status, florin: Florin): Promise<string> {
  const { id } = await florin.accounts.create({ initial_balance: 100 });
  const { id: other } = await florin.accounts.create({ initial_balance: 100 });
  const act = await row.prepare(florin, id, other);
  if (!(await become(florin, id, status))) return 'impossible';
  const before = await florin.accounts.balance(id);
  try {
    await act();
    return 'done';
  } catch (error) {
    const after = await florin.accounts.balance(id);
    same([after.balance, after.held], [before.balance, before.held]);
    return (error as { code: string }).code;
  }
}

/** What may happen to an account in each of its statuses. */
export const statusCases: ConformanceCase[] = [
  ...rows.map((row): ConformanceCase => ({
    name: `${row.what}, of an account that is open, frozen or closed`,
    async run(bank) {
      const florin = bank.florin();
      for (const status of statuses) {
        same(
          [row.what, status, await outcomeOf(row, status, florin)],
          [row.what, status, row.expected[status]],
        );
      }
    },
  })),
  {
    name: 'a frozen account is unfrozen, and closed once it is empty; a closed one stays closed',
    async run(bank) {
      const { accounts, transactions } = bank.florin();
      const { id } = await accounts.create({ initial_balance: 10 });
      await accounts.freeze(id);
      same(await refusal(accounts.update(id, { status: 'closed' })), 'state_conflict');
      same((await accounts.unfreeze(id)).status, 'open');
      await transactions.debit({ account_id: id, amount: 10 });
      await accounts.freeze(id);
      same((await accounts.update(id, { status: 'closed' })).status, 'closed');
      same(await refusal(accounts.unfreeze(id)), 'state_conflict');
    },
  },
];
