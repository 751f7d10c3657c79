import { InsufficientFundsError, type Florin } from '@florin/sdk';
import { Argument, type Command } from 'commander';
import type { Surroundings } from '../surroundings.ts';
import type { Column } from '../terminal/table.ts';
import { examples, withFlorin } from '../work.ts';

/** What a scenario made. */
type Made = { event: string; account: string; transaction: string | null };

const madeColumns: Column<Made>[] = [
  { name: 'event', of: ({ event }) => event },
  { name: 'account', of: ({ account }) => account },
  { name: 'transaction', of: ({ transaction }) => transaction },
];

type Scenario = (florin: Florin) => Promise<Omit<Made, 'event'>>;

const amount = 1_000;

/** Each makes its event for real, on a new account, and may make others: an account is opened first. */
const scenarios: Record<string, Scenario> = {
  async 'transactions.completed'(florin) {
    const { id } = await openAccount(florin);
    const credit = await florin.transactions.credit({ account_id: id, amount });
    return { account: id, transaction: credit.id };
  },
  async 'transactions.failed'(florin) {
    const { id } = await openAccount(florin);
    const refused = await florin.transactions.debit({ account_id: id, amount }).catch((error: unknown) => {
      if (error instanceof InsufficientFundsError) return error.transaction;
      throw error;
    });
    return { account: id, transaction: refused?.id ?? null };
  },
  async 'transactions.holds'(florin) {
    const { id } = await openAccount(florin, amount);
    const hold = await florin.transactions.hold({ account_id: id, amount });
    await florin.transactions.capture(hold.id);
    return { account: id, transaction: hold.id };
  },
  async 'accounts.lifecycle'(florin) {
    const { id } = await openAccount(florin);
    return { account: id, transaction: null };
  },
  async 'fraud.alerts'(florin) {
    const { id } = await openAccount(florin);
    const credit = await florin.transactions.credit({ account_id: id, amount: await alarmingAmount(florin) });
    return { account: id, transaction: credit.id };
  },
};

export function addTriggerCommand(program: Command, surroundings: Surroundings): void {
  const events = new Argument('<event>', 'the event to make').choices(Object.keys(scenarios));
  const command = program
    .command('trigger')
    .description('make an event for real, with a new account and money on it; for tenants that are for tests')
    .addArgument(events)
    .action(
      withFlorin(surroundings, async ({ florin, terminal }, event: string) => {
        const made = await scenarios[event]?.(florin);
        if (made !== undefined) await terminal.object(madeColumns, { event, ...made });
      }),
    );
  examples(command, 'florin trigger transactions.completed', 'florin trigger fraud.alerts --json');
}

const openAccount = (florin: Florin, initial_balance = 0) =>
  florin.accounts.create({ name: 'florin trigger', currency: 'USD', initial_balance });

/** The threshold of the rule for large amounts, in cents. */
async function alarmingAmount(florin: Florin): Promise<number> {
  const { parameters } = await florin.fraud.rules.get('large_amount');
  return Number(parameters['threshold_units'] ?? 10_000) * 100;
}
