import type { Florin } from '@florin/sdk';
import { Option, type Command } from 'commander';
import { percentile, runLoad, settle, type LoadResult } from '../bench/load.ts';
import { PartlyRefused, UsageError } from '../failure.ts';
import type { Surroundings } from '../surroundings.ts';
import type { Column } from '../terminal/table.ts';
import { examples, readWhole, withFlorin, type Work } from '../work.ts';

type BenchOptions = { clients: string; seconds: string; accounts: string; hot?: true; yes?: true };

type Report = {
  clients: number;
  accounts: number;
  seconds: number;
  answered: number;
  per_second: number;
  p50_ms: number | null;
  p99_ms: number | null;
  failures: Record<string, number>;
  balances_checked: number;
  balances_wrong: number;
};

/** The opening balance, enough for every debit of a run, in minor units of USD. */
const openingBalance = 1_000_000_000;

const about = `
Opens accounts of its own, moves small sums on them from many clients at once, compares every balance with what was
acknowledged, empties the accounts and closes them. The movements stay in the ledger: use it only where
that does no harm. One process is a light load; npm run bench and npm run load in Florin's repository measure a bank.
`;

export function addBenchCommand(program: Command, surroundings: Surroundings): void {
  const command = program
    .command('bench')
    .description('move money as fast as some clients can, and check every balance afterwards')
    .option('--clients <count>', 'how many calls are under way at once', '16')
    .option('--seconds <count>', 'for how long', '5')
    .addOption(new Option('--accounts <count>', 'how many accounts they move on').default('100'))
    .addOption(new Option('--hot', 'all on one account').conflicts('accounts'))
    .option('--yes', 'also on a bank that is not on this machine')
    .addHelpText('after', about)
    .action(withFlorin<BenchOptions, []>(surroundings, bench));
  examples(
    command,
    'florin bench',
    'florin bench --hot --clients 32 --seconds 10',
    'florin bench --json | jq .p99_ms',
  );
}

async function bench({ florin, session, terminal, options, stop }: Work<BenchOptions>): Promise<void> {
  const clients = readWhole('--clients', options.clients, 1, 512);
  const seconds = readWhole('--seconds', options.seconds, 1, 3_600);
  const accounts = options.hot ? 1 : readWhole('--accounts', options.accounts, 1, 10_000);
  if (!options.yes && !/^(127\.|localhost$|\[::1\]$)/.test(new URL(session.url).hostname))
    throw new UsageError(`This posts movements at the bank ${session.url}: say --yes if that is meant.`);
  terminal.note(`Opening ${accounts} accounts …`);
  const balances = await openAccounts(florin, accounts);
  terminal.note(`Moving money for ${seconds} s …`);
  const result = await runLoad({ florin, balances, clients, seconds, stop });
  await settle(florin, result);
  const wrong = await wrongBalances(florin, result);
  await terminal.object(reportColumns, reportOf(result, { clients, accounts, seconds, wrong: wrong.length }));
  if (wrong.length > 0)
    throw new PartlyRefused(
      `The balances of these accounts differ from what was acknowledged: ${wrong.join(', ')}`,
    );
  await closeAccounts(florin, result);
}

async function openAccounts(florin: Florin, count: number): Promise<Map<string, number>> {
  const account = {
    name: 'florin bench',
    initial_balance: openingBalance,
    metadata: { made_by: 'florin bench' },
  };
  const ids = await inParts(
    Array.from({ length: count }),
    async () => (await florin.accounts.create(account)).id,
  );
  return new Map(ids.map((id) => [id, openingBalance]));
}

async function wrongBalances(florin: Florin, { expected }: LoadResult): Promise<string[]> {
  const wrong = await inParts([...expected], async ([id, balance]) =>
    (await florin.accounts.balance(id)).balance === balance ? [] : [id],
  );
  return wrong.flat();
}

async function closeAccounts(florin: Florin, { expected }: LoadResult): Promise<void> {
  await inParts([...expected], async ([account_id, amount]) => {
    if (amount > 0) await florin.transactions.debit({ account_id, amount, reference: 'florin bench, end' });
    await florin.accounts.close(account_id);
  });
}

/** Runs some at a time, so that preparing a load is not a load itself. */
async function inParts<T, R>(items: T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let at = 0; at < items.length; at += 16)
    results.push(...(await Promise.all(items.slice(at, at + 16).map(work))));
  return results;
}

function reportOf(
  { latenciesMs, failures, elapsedMs, expected }: LoadResult,
  run: { clients: number; accounts: number; seconds: number; wrong: number },
): Report {
  const { wrong, ...plan } = run;
  return {
    ...plan,
    answered: latenciesMs.length,
    per_second: Math.round((latenciesMs.length / elapsedMs) * 1_000),
    p50_ms: rounded(percentile(latenciesMs, 0.5)),
    p99_ms: rounded(percentile(latenciesMs, 0.99)),
    failures: Object.fromEntries(failures),
    balances_checked: expected.size,
    balances_wrong: wrong,
  };
}

const rounded = (ms: number | null) => (ms === null ? null : Math.round(ms * 10) / 10);

const reportColumns: Column<Report>[] = [
  { name: 'clients', of: ({ clients }) => clients },
  { name: 'accounts', of: ({ accounts }) => accounts },
  { name: 'answered', of: ({ answered }) => answered.toLocaleString('en') },
  { name: 'a second', of: ({ per_second }) => per_second.toLocaleString('en'), tone: () => 'strong' },
  { name: 'p50', of: ({ p50_ms }) => (p50_ms === null ? null : `${p50_ms} ms`) },
  { name: 'p99', of: ({ p99_ms }) => (p99_ms === null ? null : `${p99_ms} ms`) },
  {
    name: 'failures',
    of: ({ failures }) =>
      Object.entries(failures)
        .map(([code, number]) => `${number} ${code}`)
        .join(', ') || 'none',
  },
  {
    name: 'balances',
    of: ({ balances_checked, balances_wrong }) => `${balances_checked} checked, ${balances_wrong} wrong`,
    tone: ({ balances_wrong }) => (balances_wrong > 0 ? 'bad' : 'good'),
  },
];
