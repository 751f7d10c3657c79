import type { ScheduleTransaction, ScheduledTransactionFilters } from '@florin/sdk';
import { Argument, Option, type Command } from 'commander';
import { amountFields } from '../amount.ts';
import { UsageError } from '../failure.ts';
import { parseMoment } from '../moment.ts';
import type { Surroundings } from '../surroundings.ts';
import { scheduledColumns } from '../views.ts';
import {
  addKeyOption,
  addListOptions,
  examples,
  gatherMetadata,
  keyOf,
  limitOf,
  said,
  withFlorin,
  type KeyOption,
  type ListOptions,
} from '../work.ts';

type CreateOptions = KeyOption & {
  at: string;
  amount: string;
  account?: string;
  from?: string;
  to?: string;
  reference?: string;
  description?: string;
  metadata?: Record<string, string>;
};

export function addScheduledCommands(program: Command, surroundings: Surroundings): void {
  const scheduled = program
    .command('scheduled')
    .description('movements that the bank posts later, each once');
  addCreate(scheduled, surroundings);
  const list = scheduled
    .command('list')
    .description('list them, those that were scheduled last first')
    .option('--account <account>', 'only those of this account')
    .addOption(
      new Option('--status <status>', 'only those').choices(['pending', 'executed', 'failed', 'cancelled']),
    )
    .action(
      withFlorin<ListOptions & { account?: string; status?: ScheduledTransactionFilters['status'] }, []>(
        surroundings,
        async ({ florin, terminal, options }) => {
          const { count, page } = limitOf(options);
          const filters = said({ account_id: options.account, status: options.status, limit: page });
          const list = florin.scheduledTransactions.list(filters);
          await terminal.list(scheduledColumns, list, count);
        },
      ),
    );
  examples(addListOptions(list), 'florin scheduled list --status pending');
  for (const [name, does] of [
    ['get', 'show one, and its outcome'],
    ['cancel', 'cancel it, so that it is not posted'],
  ] as const) {
    examples(
      scheduled
        .command(`${name} <scheduled>`)
        .description(does)
        .action(
          withFlorin(surroundings, async ({ florin, terminal }, id: string) =>
            terminal.object(scheduledColumns, await florin.scheduledTransactions[name](id)),
          ),
        ),
      `florin scheduled ${name} sched_…`,
    );
  }
}

function addCreate(scheduled: Command, surroundings: Surroundings): void {
  const create = scheduled
    .command('create')
    .addArgument(new Argument('<type>').choices(['credit', 'debit', 'transfer']))
    .description('have a movement posted later, within a year')
    .requiredOption('--at <time>', 'when')
    .requiredOption('--amount <amount>', 'how much, such as "80.00 EUR"')
    .option('--account <account>', 'of a credit or a debit')
    .option('--from <account>', 'who pays a transfer')
    .option('--to <account>', 'who gets a transfer')
    .option('--reference <text>', 'what it belongs to')
    .option('--description <text>', 'for people')
    .option('--metadata <key=value>', 'may be repeated', gatherMetadata)
    .action(
      withFlorin<CreateOptions, [string]>(surroundings, async ({ florin, terminal, options }, type) => {
        const { at, amount, account, from, to, reference, description, metadata } = options;
        const of = account ?? from;
        if (!of) throw new UsageError('Say whose money: --account, or --from and --to of a transfer.');
        const request = said({
          type,
          scheduled_for: parseMoment(at),
          ...(await amountFields(amount, async () => (await florin.accounts.get(of)).currency)),
          account_id: account,
          from_account_id: from,
          to_account_id: to,
          reference,
          description,
          metadata,
        });
        const answer = florin.scheduledTransactions.create(request as ScheduleTransaction, keyOf(options));
        await terminal.object(scheduledColumns, await answer);
      }),
    );
  examples(
    addKeyOption(create),
    'florin scheduled create debit --account acct_… --amount "800.00 EUR" --at 2027-01-01',
    'florin scheduled create transfer --from acct_… --to acct_… --amount "5.00 EUR" --at 2027-01-01T06:00:00Z',
  );
}
