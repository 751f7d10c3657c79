import { fromRoot } from '@florin/processes';
import { Florin } from '@florin/sdk';
import { createProgressBar } from '@florin/service';
import { statfs } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { openBank, type BankUnderTest, type Server } from './bank-under-test.ts';
import { checkInvariants } from './check-balances.ts';
import { openFullBooks, type FullBooks } from './full-books.ts';
import { historyQueries, measureQuery } from './history-queries.ts';
import { movements } from './load/workloads.ts';
import { measureBusy } from './measure.ts';
import { figureLine, headings, median, type Figures } from './report/figures.ts';

/*
 * `npm run bench -- growth` measures W1 and the queries about the past with more and more transactions. A second bank stays at
 * the first size. At each size both are measured in turns, every second round in reverse order, and the result is the median of the
 * rounds' ratios. Each bank is audited after it was filled. A transaction takes about 0.9 KB of disk, and 50 million of them
 * about an hour.
 */

const { values: options } = parseArgs({
  options: {
    sizes: { type: 'string', default: '1000000,10000000,50000000' },
    accounts: { type: 'string', default: '10000' },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '5' },
    times: { type: 'string', default: '50' },
  },
  allowPositionals: true,
});
const sizes = options.sizes.split(',').map(Number);
const [first = 0] = sizes;
const largest = Math.max(...sizes);
const shareMin = 0.9;
const bytesPerTransaction = 900;

type FullBank = { bank: BankUnderTest; books: FullBooks; api: Server };

const say = (line: string) => console.log(line);
await checkSpace();
const opened: FullBank[] = [];
try {
  const reference = await open('the reference');
  const growing = await open('the growing bank');
  await fill(reference, first);
  for (const size of sizes) {
    await fill(growing, size);
    const share = await compare(reference, growing);
    if (size === largest && size !== first && share < shareMin) process.exitCode = 1;
    const florin = new Florin({
      baseUrl: `http://127.0.0.1:${growing.api.port}`,
      apiKey: growing.bank.apiKey,
    });
    for (const query of historyQueries(growing.books.history()))
      if (!(await measureQuery(query, florin, Number(options.times)))) process.exitCode = 1;
  }
} finally {
  for (const { bank } of opened) await bank.stop();
}

async function checkSpace(): Promise<void> {
  const { bavail, bsize } = await statfs(fromRoot());
  const needed = (largest + first) * bytesPerTransaction * 1.5;
  if (bavail * bsize < needed)
    throw new Error(
      `${Math.ceil(needed / 1e9)} GB are needed, and ${Math.floor((bavail * bsize) / 1e9)} GB are free. Take fewer transactions: --sizes=1000000,10000000`,
    );
}

async function open(name: string): Promise<FullBank> {
  const bank = await openBank({ accounts: 0, say: (line) => say(`${name}: ${line}`) });
  const books = await openFullBooks(bank.database, {
    accounts: Number(options.accounts),
    countMax: largest,
  });
  const full = { bank, books, api: await bank.startApi(name) };
  opened.push(full);
  return full;
}

async function fill({ bank, books }: FullBank, size: number): Promise<void> {
  if (books.count >= size) return;
  const startedAt = performance.now();
  const bar = createProgressBar(process.stdout, 'transactions');
  await books.growTo(size, bar.show);
  bar.end();
  await checkInvariants(bank.database);
  say(`${size} transactions, audited: ${((performance.now() - startedAt) / 1_000).toFixed(0)} s`);
}

/** Prints W1 of both and returns the median of the ratios of their rates. */
async function compare(reference: FullBank, growing: FullBank): Promise<number> {
  const ratios: number[] = [];
  const cpu: number[] = [];
  say(`\n${growing.books.count} transactions beside ${reference.books.count}\n${headings}`);
  // A process that has just started, and books that were just filled, are slower.
  for (const each of [reference, growing]) await measure(each);
  for (let round = 1; round <= Number(options.rounds); round += 1) {
    const inOrder = round % 2 === 0 ? [growing, reference] : [reference, growing];
    const figures = new Map<FullBank, Figures>();
    for (const each of inOrder) figures.set(each, await measure(each));
    const [before, after] = [figures.get(reference), figures.get(growing)];
    if (before === undefined || after === undefined) throw new Error('a round has no figures');
    say(figureLine(`round ${round}, ${reference.books.count}`, before));
    say(figureLine(`round ${round}, ${growing.books.count}`, after));
    ratios.push(after.perSecond / before.perSecond);
    cpu.push((after.cpuMs ?? 0) / (before.cpuMs ?? 1));
  }
  const share = median(ratios);
  say(`W1 ${share.toFixed(2)} of the reference (at least ${shareMin}), CPU ${median(cpu).toFixed(2)}\n`);
  return share;
}

function measure({ bank, books, api }: FullBank): Promise<Figures> {
  const target = { apiKey: bank.apiKey, accountIds: books.unusedIds };
  const durationMs = Number(options.seconds) * 1_000;
  return measureBusy(bank, {
    servers: [api],
    connections: 64,
    durationMs,
    workload: movements(target),
  });
}
