import type { CallOptions, Transaction } from '@florin/sdk';
import type { Command } from 'commander';
import { amountFields, amountIn, parseAmount } from '../amount.ts';
import { parseMoment } from '../moment.ts';
import type { Surroundings } from '../surroundings.ts';
import { transactionColumns } from '../views.ts';
import {
  addKeyOption,
  examples,
  gatherMetadata,
  keyOf,
  readWhole,
  said,
  withFlorin,
  type KeyOption,
  type Work,
} from '../work.ts';

type Details = { reference?: string; description?: string; metadata?: Record<string, string> };
type Conditions = KeyOption & { dryRun?: true; ifVersion?: string };
type MovementOptions = Details & Conditions & { effectiveAt?: string };

/** The commands that move or hold money. Each prints the transaction that the bank has recorded. */
export function addMovementCommands(program: Command, surroundings: Surroundings): void {
  addCreditAndDebit(program, surroundings);
  addTransfer(program, surroundings);
  addHold(program, surroundings);
  addCapture(program, surroundings);
  addVoid(program, surroundings);
  addReverse(program, surroundings);
}

function addCreditAndDebit(program: Command, surroundings: Surroundings): void {
  for (const [type, description] of [
    ['credit', 'move money into an account, from the external account'],
    ['debit', 'move money out of an account, to the external account'],
  ] as const) {
    const command = program
      .command(`${type} <account> <amount...>`)
      .description(description)
      .action(
        withFlorin<MovementOptions, [string, string[]]>(surroundings, async (work, account_id, words) => {
          const movement = { account_id, ...(await amountOn(work, account_id, words)), ...details(work) };
          await print(work, work.florin.transactions[type](movement, conditions(work)));
        }),
      );
    examples(
      addMovementOptions(command),
      `florin ${type} acct_… 12.50 EUR`,
      `florin ${type} acct_… 1250 minor --reference rent-2026-11`,
      `florin ${type} acct_… 12.50 EUR --idempotency-key rent-2026-11 --json`,
    );
  }
}

function addTransfer(program: Command, surroundings: Surroundings): void {
  const transfer = program
    .command('transfer <from> <to> <amount...>')
    .description('move money from one account to another')
    .action(
      withFlorin<MovementOptions, [string, string, string[]]>(surroundings, async (work, from, to, words) => {
        const accounts = { from_account_id: from, to_account_id: to };
        const movement = { ...accounts, ...(await amountOn(work, from, words)), ...details(work) };
        await print(work, work.florin.transactions.transfer(movement, conditions(work)));
      }),
    );
  examples(
    addMovementOptions(transfer),
    'florin transfer acct_… acct_… 20.00 EUR --description "Half of the dinner"',
    'florin transfer acct_… acct_… 20.00 EUR --dry-run',
  );
}

function addHold(program: Command, surroundings: Surroundings): void {
  const hold = program
    .command('hold <account> <amount...>')
    .description('hold money of an account: it stays, and cannot be used for anything else')
    .option('--to <account>', 'the account that receives it on capture; by default the external account')
    .option('--expires-at <time>', 'when the hold expires')
    .action(
      withFlorin<MovementOptions & { to?: string; expiresAt?: string }, [string, string[]]>(
        surroundings,
        async (work, account_id, words) => {
          const { to, expiresAt } = work.options;
          const ends = said({ to_account_id: to, expires_at: expiresAt && parseMoment(expiresAt) });
          const promise = { account_id, ...(await amountOn(work, account_id, words)), ...details(work) };
          await print(work, work.florin.transactions.hold({ ...promise, ...ends }, conditions(work)));
        },
      ),
    );
  examples(
    addMovementOptions(hold),
    'florin hold acct_… 30.00 EUR --expires-at 2027-01-01',
    'florin hold acct_… 30.00 EUR --to acct_…',
  );
}

function addCapture(program: Command, surroundings: Surroundings): void {
  const capture = program
    .command('capture <hold> [amount...]')
    .description('move held money: all that is left of it, or an amount')
    .option('--final', 'release the rest')
    .action(
      withFlorin<MovementOptions & { final?: true }, [string, string[]]>(
        surroundings,
        async (work, id, words) => {
          const amount = await amountOfParent(work, id, words);
          const about = { ...amount, ...details(work), ...said({ final: work.options.final }) };
          await print(work, work.florin.transactions.capture(id, about, conditions(work)));
        },
      ),
    );
  examples(addMovementOptions(capture), 'florin capture txn_…', 'florin capture txn_… 20.00 EUR --final');
}

function addVoid(program: Command, surroundings: Surroundings): void {
  const command = program
    .command('void <hold>')
    .description('end a hold: what is still held is available again')
    .action(
      withFlorin<Details & Conditions, [string]>(surroundings, async (work, id) => {
        await print(work, work.florin.transactions.void(id, details(work), conditions(work)));
      }),
    );
  examples(addConditions(addDetails(command)), 'florin void txn_…');
}

function addReverse(program: Command, surroundings: Surroundings): void {
  const reverse = program
    .command('reverse <transaction> [amount...]')
    .description('move money back: all of it, or an amount')
    .action(
      withFlorin<MovementOptions, [string, string[]]>(surroundings, async (work, id, words) => {
        const about = { ...(await amountOfParent(work, id, words)), ...details(work) };
        await print(work, work.florin.transactions.reverse(id, about, conditions(work)));
      }),
    );
  examples(addMovementOptions(reverse), 'florin reverse txn_…', 'florin reverse txn_… 5.00 EUR');
}

function amountOn<O>({ florin }: Work<O>, account: string, words: string[]) {
  return amountFields(words, async () => (await florin.accounts.get(account)).currency);
}

/** A capture and a reversal have the currency of their original, and the contract has no field for it. */
async function amountOfParent<O>(work: Work<O>, id: string, words: string[]): Promise<{ amount?: number }> {
  if (words.length === 0) return {};
  const amount = parseAmount(words.join(' '));
  if (!amount.currency) return { amount: amount.minorUnits };
  const { currency } = await work.florin.transactions.get(id);
  return { amount: amountIn(currency, amount) };
}

function addMovementOptions(command: Command): Command {
  return addConditions(
    addDetails(command).option('--effective-at <time>', 'count it from a moment in the past'),
  );
}

function addDetails(command: Command): Command {
  return command
    .option('--reference <text>', 'what it belongs to, such as an invoice')
    .option('--description <text>', 'for people')
    .option('--metadata <key=value>', 'may be repeated', gatherMetadata);
}

function addConditions(command: Command): Command {
  return addKeyOption(command)
    .option('--dry-run', 'say what would be answered now, and move nothing')
    .option('--if-version <number>', 'only if the account is still at this version');
}

function details({ options }: Work<Details & { effectiveAt?: string }>) {
  const { reference, description, metadata, effectiveAt } = options;
  const effective_at = effectiveAt && parseMoment(effectiveAt);
  return said({ reference, description, metadata, effective_at });
}

function conditions({ options }: Work<Conditions>): CallOptions {
  const { dryRun, ifVersion } = options;
  const version = ifVersion && readWhole('--if-version', ifVersion, 0, Number.MAX_SAFE_INTEGER);
  return { ...keyOf(options), ...(dryRun ? { dryRun } : {}), ...(version ? { ifVersion: version } : {}) };
}

async function print<O extends Conditions>(
  { terminal, options }: Work<O>,
  call: ReturnType<Work<O>['florin']['transactions']['credit']>,
): Promise<void> {
  const { data, replayed } = await call.withResponse();
  await terminal.object<Transaction>(transactionColumns, data);
  if (options.dryRun) terminal.note('Nothing has moved: this is what the bank would answer now.');
  if (replayed)
    terminal.note('This had happened before, under the same idempotency key; nothing moved again.');
}
