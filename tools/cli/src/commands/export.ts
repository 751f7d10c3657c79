import type { Account, AccountLine, Transaction } from '@florin/sdk';
import { Money } from '@florin/sdk';
import { Argument, Option, type Command } from 'commander';
import { csvText } from '@florin/sdk/import';
import { UsageError } from '../failure.ts';
import type { Surroundings } from '../surroundings.ts';
import { Progress } from '../terminal/progress.ts';
import { mayWrite, writeWhole, type Sink } from '../write-file.ts';
import { examples, withFlorin, type Work } from '../work.ts';
import { addNarrowing, filtersOf, type Narrowing } from './transactions.ts';
import { addPeriod, periodOf, type PeriodOptions } from './statement.ts';

type Format = 'csv' | 'jsonl';
type ExportOptions = Narrowing & PeriodOptions & { format: Format; out?: string; force?: true };
type Cell = string | number | null;

/** Rows of one kind, and the columns of their table. */
type Source<T> = { rows: AsyncIterable<T>; columns: string[]; cells(row: T): Cell[] };

export function addExportCommand(program: Command, surroundings: Surroundings): void {
  const command = addPeriod(
    addNarrowing(
      program
        .command('export')
        .addArgument(new Argument('<what>').choices(['transactions', 'accounts', 'statement']))
        .argument('[account]', 'of a statement'),
    ),
  )
    .description('write all of a list as CSV or JSON Lines, page by page, whatever its length')
    .addOption(new Option('--format <format>', 'csv or jsonl').choices(['csv', 'jsonl']).default('csv'))
    .option('--out <file>', 'into a file, whole or not at all; without it, to the standard output')
    .option('--force', 'write over a file that is there already')
    .action(
      withFlorin<ExportOptions, [string, string | undefined]>(surroundings, async (work, what, account) => {
        const write = writerOf(work, what, account);
        const { out } = work.options;
        if (!out) return void (await write(work.terminal));
        await mayWrite(out, work);
        await writeWhole(out, async (file) => {
          const count = await write(file);
          work.terminal.note(`${count.toLocaleString('en')} rows in ${out}`);
        });
      }),
    );
  examples(
    command,
    'florin export transactions --since 2026-11-01 --out november.csv',
    'florin export transactions --status failed --format jsonl | jq .failure.code',
    'florin export accounts --format jsonl --out accounts.jsonl',
    'florin export statement acct_… --month 2026-11 --out statement.csv',
  );
}

/** Returns the function that writes the requested rows and returns their number. Throws UsageError. */
function writerOf(
  work: Work<ExportOptions>,
  what: string,
  account: string | undefined,
): (sink: Sink) => Promise<number> {
  if (what === 'statement') {
    if (!account) throw new UsageError('Say whose statement: florin export statement acct_…');
    return (sink) => pour(work, statementOf(work, account), sink);
  }
  if (account) throw new UsageError(`${what} takes no account here; --account narrows transactions.`);
  return what === 'accounts'
    ? (sink) => pour(work, accountsOf(work), sink)
    : (sink) => pour(work, transactionsOf(work), sink);
}

/** Writes row by row and returns the number of rows. Memory holds one page, regardless of the length of the list. */
async function pour<T>(work: Work<ExportOptions>, source: Source<T>, sink: Sink): Promise<number> {
  const asCsv = work.options.format === 'csv';
  const progress = new Progress(work.terminal, 'rows');
  let count = 0;
  if (asCsv) await sink.write(csvText([source.columns]));
  for await (const row of source.rows) {
    work.stop.throwIfAborted();
    await sink.write(asCsv ? csvText([source.cells(row)]) : `${JSON.stringify(row)}\n`);
    count += 1;
    if (work.options.out) progress.show(count);
  }
  progress.end();
  return count;
}

/** The same amount twice: as a decimal for people and spreadsheets, and in minor units for programs. */
const money = (minorUnits: number | bigint | null, currency: string): Cell[] => [
  minorUnits === null ? null : Money.toDecimal(minorUnits, currency),
  typeof minorUnits === 'bigint' ? String(minorUnits) : minorUnits,
];

const metadataCell = (metadata: Record<string, string>): Cell =>
  Object.keys(metadata).length > 0 ? JSON.stringify(metadata) : null;

function transactionsOf({ florin, options }: Work<ExportOptions>): Source<Transaction> {
  return {
    rows: florin.transactions.list({ ...filtersOf(options), limit: 100 }),
    columns: [
      ...[
        'id',
        'created_at',
        'effective_at',
        'type',
        'status',
        'account_id',
        'from_account_id',
        'to_account_id',
      ],
      ...[
        'amount',
        'amount_minor',
        'currency',
        'balance_after',
        'balance_after_minor',
        'reference',
        'description',
      ],
      ...['failure', 'hold_id', 'reverses', 'metadata'],
    ],
    cells: (row) => [
      ...[row.id, row.created_at, row.effective_at, row.type, row.status],
      ...[row.account_id, row.from_account_id, row.to_account_id],
      ...money(row.amount, row.currency),
      row.currency,
      ...money(row.balance_after, row.currency),
      ...[row.reference, row.description, row.failure?.code ?? null, row.hold_id, row.reverses],
      metadataCell(row.metadata),
    ],
  };
}

function accountsOf({ florin }: Work<ExportOptions>): Source<Account> {
  return {
    rows: florin.accounts.list({ limit: 100 }),
    columns: [
      ...[
        'id',
        'name',
        'external_id',
        'status',
        'currency',
        'balance',
        'balance_minor',
        'held',
        'held_minor',
      ],
      ...[
        'available',
        'available_minor',
        'overdraft_limit',
        'overdraft_limit_minor',
        'version',
        'created_at',
      ],
      'metadata',
    ],
    cells: (row) => [
      ...[row.id, row.name, row.external_id, row.status, row.currency],
      ...money(row.balance, row.currency),
      ...money(row.held, row.currency),
      ...money(Money.exact(row, 'available'), row.currency),
      ...money(row.overdraft_limit, row.currency),
      ...[row.version, row.created_at, metadataCell(row.metadata)],
    ],
  };
}

function statementOf({ florin, options }: Work<ExportOptions>, id: string): Source<AccountLine> {
  const statement = florin.accounts.statement(id, { ...periodOf(options), limit: 100 });
  let currency = '';
  async function* lines() {
    ({ currency } = await statement);
    yield* statement;
  }
  return {
    rows: lines(),
    columns: [
      ...[
        'account_version',
        'created_at',
        'effective_at',
        'transaction_id',
        'type',
        'change',
        'change_minor',
      ],
      ...[
        'balance_after',
        'balance_after_minor',
        'currency',
        'counterparty_account_id',
        'reference',
        'description',
      ],
      'metadata',
    ],
    cells: (row) => [
      ...[row.account_version, row.created_at, row.effective_at, row.transaction_id, row.type],
      ...money(row.balance_change, currency),
      ...money(Money.exact(row, 'balance_after'), currency),
      ...[currency, row.counterparty_account_id, row.reference, row.description, metadataCell(row.metadata)],
    ],
  };
}
