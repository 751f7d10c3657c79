import type { TransactionFilters } from '@florin/sdk';
import { Option, type Command } from 'commander';
import { parseAmount } from '../amount.ts';
import { parsePast } from '../moment.ts';
import type { Surroundings } from '../surroundings.ts';
import { stepColumns, transactionColumns } from '../views.ts';
import {
  addListOptions,
  examples,
  gatherMetadata,
  limitOf,
  said,
  withFlorin,
  type ListOptions,
} from '../work.ts';

export type Narrowing = {
  account?: string;
  type?: TransactionFilters['type'];
  status?: TransactionFilters['status'];
  min?: string;
  max?: string;
  reference?: string;
  metadata?: Record<string, string>;
  since?: string;
  until?: string;
};

const types = ['credit', 'debit', 'transfer', 'hold', 'capture', 'void', 'expiry', 'reversal'];
const statuses = ['completed', 'failed', 'held', 'captured', 'voided', 'expired'];

export function addTransactionCommands(program: Command, surroundings: Surroundings): void {
  const transactions = program.command('transactions').description('show completed and failed transactions');
  const list = addNarrowing(transactions.command('list'))
    .description('list transactions, completed and failed, the newest first')
    .action(
      withFlorin<ListOptions & Narrowing, []>(surroundings, async ({ florin, terminal, options }) => {
        const { count, page } = limitOf(options);
        const filters = { ...filtersOf(options), limit: page };
        await terminal.list(transactionColumns, florin.transactions.list(filters), count);
      }),
    );
  examples(
    addListOptions(list),
    'florin transactions list --account acct_… --since 2026-11-01',
    'florin transactions list --since 7d',
    'florin transactions list --status failed --type debit --all --json',
    'florin transactions list --min "1000.00 EUR" --metadata order=4711',
  );
  addLooks(transactions, surroundings);
  addHolds(program, surroundings);
}

function addLooks(transactions: Command, surroundings: Surroundings): void {
  examples(
    transactions
      .command('get <transaction>')
      .description('show a transaction')
      .action(
        withFlorin(surroundings, async ({ florin, terminal }, id: string) =>
          terminal.object(transactionColumns, await florin.transactions.get(id)),
        ),
      ),
    'florin transactions get txn_…',
  );
  examples(
    transactions
      .command('timeline <transaction>')
      .description('show when it was received, decided, posted, published and delivered')
      .action(
        withFlorin(surroundings, async ({ florin, terminal }, id: string) => {
          const { steps } = await florin.transactions.timeline(id);
          await terminal.rows(stepColumns, steps);
        }),
      ),
    'florin transactions timeline txn_…',
  );
}

function addHolds(program: Command, surroundings: Surroundings): void {
  const holds = program
    .command('holds')
    .description('list open holds; `hold`, `capture` and `void` change them')
    .option('--account <account>', 'only of this account')
    .addOption(
      new Option('--status <status>', 'those in another state').choices(statuses.slice(2)).default('held'),
    )
    .action(
      withFlorin<ListOptions & { account?: string; status: 'held' }, []>(
        surroundings,
        async ({ florin, terminal, options }) => {
          const { count, page } = limitOf(options);
          const { account, status } = options;
          const filters = { ...said({ account_id: account }), type: 'hold', status, limit: page } as const;
          await terminal.list(transactionColumns, florin.transactions.list(filters), count);
        },
      ),
    );
  examples(addListOptions(holds), 'florin holds', 'florin holds --account acct_… --status expired');
}

/** The filters of every list of transactions. */
export function addNarrowing(command: Command): Command {
  return command
    .option('--account <account>', 'only what this account paid or received')
    .addOption(new Option('--type <type...>', 'only these kinds').choices(types))
    .addOption(new Option('--status <status...>', 'only those in these states').choices(statuses))
    .option('--min <amount>', 'only this amount or more')
    .option('--max <amount>', 'only this amount or less')
    .option('--reference <text>', 'only those with exactly this reference')
    .option('--metadata <key=value>', 'only those with this entry; may be repeated', gatherMetadata)
    .option('--since <time>', 'only what was created then or later')
    .option('--until <time>', 'only what was created before');
}

export function filtersOf(narrowing: Narrowing): TransactionFilters {
  const { account, type, status, min, max, reference, metadata, since, until } = narrowing;
  const unitsOf = (text: string | undefined) => (text ? parseAmount(text).minorUnits : undefined);
  return said({
    account_id: account,
    type,
    status,
    reference,
    metadata,
    amount_min: unitsOf(min),
    amount_max: unitsOf(max),
    created_from: since && parsePast(since),
    created_to: until && parsePast(until),
  });
}
