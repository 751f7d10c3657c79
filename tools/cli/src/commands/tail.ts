import { setTimeout } from 'node:timers/promises';
import type { Transaction } from '@florin/sdk';
import type { Command } from 'commander';
import { showAmount } from '../amount.ts';
import { parsePast } from '../moment.ts';
import type { Surroundings } from '../surroundings.ts';
import { bankTimeMs } from '../tail/bank-time.ts';
import { follow } from '../tail/follow.ts';
import { harmless } from '../terminal/width.ts';
import { examples, readWhole, withFlorin, type Work } from '../work.ts';
import { addNarrowing, filtersOf, type Narrowing } from './transactions.ts';

type TailOptions = Narrowing & { every: string; count?: string };

const about = `
Requests new transactions every second, and looks back 30 s each time, because a transaction becomes visible at its commit
and not at its decision. Each is shown once, and those of one account in order. After an outage of the bank it continues
where it was. For thousands of transactions per second read the events from Kafka, and for programs that do not always
run use webhooks: both keep events until they are read.
`;

export function addTailCommand(program: Command, surroundings: Surroundings): void {
  const command = addNarrowing(program.command('tail'))
    .description('show transactions as they happen, completed and failed, until Ctrl-C')
    .option('--every <milliseconds>', 'the interval between requests', '1000')
    .option('--count <number>', 'end after so many')
    .addHelpText('after', about)
    .action(withFlorin<TailOptions, []>(surroundings, tail));
  examples(
    command,
    'florin tail',
    'florin tail --account acct_… --json | jq .amount',
    'florin tail --since 2026-11-23T09:00:00Z --status failed',
  );
}

async function tail({ florin, terminal, options, stop }: Work<TailOptions>): Promise<void> {
  const { since, until: _until, ...narrowing } = options;
  const count = options.count
    ? readWhole('--count', options.count, 1, 1_000_000_000)
    : Number.POSITIVE_INFINITY;
  const transactions = follow({
    list: (window) => florin.transactions.list({ ...filtersOf(narrowing), ...window }, { signal: stop }),
    sinceMs: since ? Date.parse(parsePast(since)) : await bankTimeMs(florin),
    everyMs: readWhole('--every', options.every, 50, 3_600_000),
    onAway: (error) => terminal.note(`The bank is away, going on when it is back: ${error.message}`),
    pause: (delayMs) => setTimeout(delayMs, undefined, { signal: stop }).catch(() => undefined),
    stop,
  });
  let reported = 0;
  for await (const transaction of transactions) {
    await terminal.text(terminal.json ? JSON.stringify(transaction) : line(transaction));
    reported += 1;
    if (reported >= count) return;
  }
  stop.throwIfAborted();
}

function line(transaction: Transaction): string {
  const { created_at, type, status, amount, currency, reference, failure } = transaction;
  const { id, account_id, from_account_id, to_account_id } = transaction;
  const accounts = from_account_id && to_account_id ? `${from_account_id} → ${to_account_id}` : account_id;
  const what = `${type} ${status}`.padEnd(18);
  const sum = (showAmount(amount, currency) ?? '').padStart(18);
  const rest = [failure?.code, reference].filter((text) => text).join('  ');
  return harmless(`${created_at}  ${id}  ${what}  ${sum}  ${accounts}  ${rest}`).trimEnd();
}
