import { Money, type Account, type AccountFilters, type Balance, type PastBalance } from '@florin/sdk';
import { Option, type Command } from 'commander';
import { amountIn, parseAmount, showAmount } from '../amount.ts';
import { UsageError } from '../failure.ts';
import { parsePast } from '../moment.ts';
import { timeZoneOption } from './statement.ts';
import type { Surroundings } from '../surroundings.ts';
import type { Column } from '../terminal/table.ts';
import { accountColumns, lineColumns } from '../views.ts';
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

type Limits = { overdraftLimit?: string; movementLimit?: string; dailyLimit?: string };
type CreateOptions = KeyOption &
  Limits & {
    name?: string;
    currency?: string;
    initialBalance?: string;
    externalId?: string;
    metadata?: Record<string, string>;
  };

export function addAccountCommands(program: Command, surroundings: Surroundings): void {
  const accounts = program.command('accounts').description('open, show and change accounts');
  addCreate(accounts, surroundings);
  addList(accounts, surroundings);
  addGet(accounts, surroundings);
  addBalance(accounts, surroundings);
  addLines(accounts, surroundings);
  addUpdate(accounts, surroundings);
  addStatusChanges(accounts, surroundings);
}

function addCreate(accounts: Command, surroundings: Surroundings): void {
  const create = addLimits(accounts.command('create'))
    .description('open an account; by default an empty one in USD')
    .option('--name <name>', 'the name of its holder or purpose')
    .option('--currency <code>', 'ISO 4217, such as EUR')
    .option('--initial-balance <amount>', 'the balance that it is opened with')
    .option('--external-id <id>', 'your own id for it, which no other account has')
    .option('--metadata <key=value>', 'may be repeated', gatherMetadata)
    .action(
      withFlorin<CreateOptions, []>(surroundings, async ({ florin, terminal, options }) => {
        const { currency, name, externalId, metadata } = options;
        const { initialBalance, overdraftLimit, movementLimit, dailyLimit } = options;
        const unitsOf = (text: string | undefined, zero?: boolean) =>
          text === undefined ? undefined : unitsInNew(currency, text, zero);
        const account = said({
          name,
          currency,
          external_id: externalId,
          metadata,
          initial_balance: unitsOf(initialBalance, true),
          overdraft_limit: unitsOf(overdraftLimit, true),
          movement_limit: unitsOf(movementLimit),
          daily_limit: unitsOf(dailyLimit),
        });
        await terminal.object(accountColumns, await florin.accounts.create(account, keyOf(options)));
      }),
    );
  examples(
    addKeyOption(create),
    'florin accounts create --name Ada',
    'florin accounts create --name Ada --currency EUR --initial-balance "100.00 EUR"',
    'florin accounts create --currency JPY --overdraft-limit "5000 JPY" --external-id customer-4711',
  );
}

/** Refuses a decimal amount in another currency than the account's: 5.00 EUR is not 500 JPY. */
function unitsInNew(currency: string | undefined, text: string, zero = false): number {
  const amount = parseAmount(text, { zero });
  if (amount.currency && !currency)
    throw new UsageError(`Say --currency ${amount.currency} too: that is what the account will be in.`);
  return amountIn(currency ?? '', currency ? amount : { minorUnits: amount.minorUnits });
}

function addLimits(command: Command): Command {
  return command
    .option('--overdraft-limit <amount>', 'how far below zero it may go')
    .option('--movement-limit <amount>', 'the greatest sum that may leave it at once')
    .option('--daily-limit <amount>', 'how much may leave it in a day (UTC)');
}

type ListFilters = ListOptions & {
  name?: string;
  currency?: string;
  status?: AccountFilters['status'];
  externalId?: string;
  metadata?: Record<string, string>;
  since?: string;
  until?: string;
};

function addList(accounts: Command, surroundings: Surroundings): void {
  const list = accounts
    .command('list')
    .description('list accounts, the newest first')
    .option('--name <begin>', 'only those whose name begins like this')
    .option('--currency <code>', 'only those in this currency')
    .addOption(new Option('--status <status>', 'only those').choices(['open', 'frozen', 'closed']))
    .option('--external-id <id>', 'only the one with this id of yours')
    .option('--metadata <key=value>', 'only those with this entry; may be repeated', gatherMetadata)
    .option('--since <time>', 'only those opened then or later')
    .option('--until <time>', 'only those opened before')
    .action(
      withFlorin<ListFilters, []>(surroundings, async ({ florin, terminal, options }) => {
        const { name, currency, status, externalId, metadata, since, until } = options;
        const { count, page } = limitOf(options);
        const filters = said({
          name,
          currency,
          status,
          metadata,
          external_id: externalId,
          created_from: since && parsePast(since),
          created_to: until && parsePast(until),
          limit: page,
        });
        await terminal.list(accountColumns, florin.accounts.list(filters), count);
      }),
    );
  examples(
    addListOptions(list),
    'florin accounts list',
    'florin accounts list --status frozen --all --json',
    'florin accounts list --metadata segment=private --limit 50',
  );
}

function addGet(accounts: Command, surroundings: Surroundings): void {
  examples(
    accounts
      .command('get <account>')
      .description('show an account')
      .action(
        withFlorin(surroundings, async ({ florin, terminal }, id: string) =>
          terminal.object(accountColumns, await florin.accounts.get(id)),
        ),
      ),
    'florin accounts get acct_…',
    'florin accounts get acct_… --json | jq .available',
  );
}

const balanceColumns: Column<Balance | PastBalance>[] = [
  { name: 'account', of: ({ account_id }) => account_id },
  { name: 'balance', of: (row) => showAmount(Money.exact(row, 'balance'), row.currency) },
  { name: 'held', of: ({ held, currency }) => showAmount(held, currency) },
  { name: 'available', of: (row) => showAmount(Money.exact(row, 'available'), row.currency) },
  { name: 'version', of: ({ version }) => version },
  { name: 'as of', of: ({ as_of }) => as_of },
];

function addBalance(accounts: Command, surroundings: Surroundings): void {
  examples(
    accounts
      .command('balance <account>')
      .description('show the balance of an account, now or at a time in the past')
      .option('--at <time>', 'a moment in the past: what happened before it counts')
      .addOption(timeZoneOption())
      .action(
        withFlorin<{ at?: string; timeZone?: string }, [string]>(
          surroundings,
          async ({ florin, terminal, options: { at, timeZone } }, id) => {
            const moment = at && parsePast(at, Date.now(), timeZone);
            const zone = timeZone === undefined ? {} : { time_zone: timeZone };
            const balance = moment
              ? await florin.accounts.balanceAt(id, { at: moment, ...zone })
              : await florin.accounts.balance(id);
            await terminal.object(balanceColumns, balance);
          },
        ),
      ),
    'florin accounts balance acct_…',
    'florin accounts balance acct_… --at 2026-11-01',
  );
}

function addLines(accounts: Command, surroundings: Surroundings): void {
  const lines = accounts
    .command('transactions <account>')
    .description('list the movements on an account, with the balance after each')
    .option('--since <time>', 'only what was posted then or later')
    .option('--until <time>', 'only what was posted before')
    .action(
      withFlorin<ListOptions & { since?: string; until?: string }, [string]>(
        surroundings,
        async ({ florin, terminal, options }, id) => {
          const { since, until } = options;
          const { count, page } = limitOf(options);
          const { currency } = await florin.accounts.get(id);
          const filters = said({
            created_from: since && parsePast(since),
            created_to: until && parsePast(until),
            limit: page,
          });
          const list = florin.accounts.transactions(id, filters);
          await terminal.list(lineColumns(currency), list, count);
        },
      ),
    );
  examples(
    addListOptions(lines),
    'florin accounts transactions acct_…',
    'florin accounts transactions acct_… --since 2026-11-01 --all --json',
  );
}

type UpdateOptions = Limits & { name?: string; metadata?: Record<string, string> };

function addUpdate(accounts: Command, surroundings: Surroundings): void {
  const update = addLimits(accounts.command('update <account>'))
    .description('change what is named and leave the rest; "none" lifts a limit, or takes the name away')
    .option('--name <name>', 'another name')
    .option('--metadata <key=value>', 'replaces all metadata; may be repeated', gatherMetadata)
    .action(
      withFlorin<UpdateOptions, [string]>(surroundings, async ({ florin, terminal, options }, id) => {
        const { name, metadata, overdraftLimit, movementLimit, dailyLimit } = options;
        const hasLimits = [overdraftLimit, movementLimit, dailyLimit].some((text) => text !== undefined);
        const currency = hasLimits ? (await florin.accounts.get(id)).currency : '';
        const limit = (text: string | undefined, zero = false) => {
          if (text === undefined) return undefined;
          return text === 'none' ? null : amountIn(currency, parseAmount(text, { zero }));
        };
        const changes = said({
          name: name === 'none' ? null : name,
          metadata,
          overdraft_limit: overdraftLimit === 'none' ? 0 : (limit(overdraftLimit, true) ?? undefined),
          movement_limit: limit(movementLimit),
          daily_limit: limit(dailyLimit),
        });
        if (Object.keys(changes).length === 0)
          throw new UsageError('Say what to change: --name, --metadata, --overdraft-limit …');
        await terminal.object(accountColumns, await florin.accounts.update(id, changes));
      }),
    );
  examples(
    update,
    'florin accounts update acct_… --overdraft-limit "500.00 EUR"',
    'florin accounts update acct_… --daily-limit none --name "Ada\'s wallet"',
  );
}

function addStatusChanges(accounts: Command, surroundings: Surroundings): void {
  for (const [name, does] of [
    ['freeze', 'refuse every movement on an account until it is unfrozen'],
    ['unfreeze', 'allow movements on a frozen account again'],
    ['close', 'close an account permanently; its balance must be zero'],
  ] as const) {
    examples(
      accounts
        .command(`${name} <account>`)
        .description(does)
        .action(
          withFlorin(surroundings, async ({ florin, terminal }, id: string) => {
            const account: Account = await florin.accounts[name](id);
            await terminal.object(accountColumns, account);
          }),
        ),
      `florin accounts ${name} acct_…`,
    );
  }
}
