import { createServer } from 'node:http';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { freePort, SetupProblem } from '@florin/processes';
import { openBank, type BankUnderTest, type Server } from './bank-under-test.ts';
import { movements } from './load/workloads.ts';
import { measureBusy } from './measure.ts';
import { figureLine, headings, median, mediansOf, type Figures } from './report/figures.ts';

/*
 * `npm run bench -- overhead` measures what W1 costs with tracing at 1 %, and with a replica that nothing reads, beside an API
 * with neither, and what W1 costs beside the same API while row-level security is off, or nothing looks whether a tenant moves to
 * another cell. All are on one bank and take turns: a
 * round measures each once, every second round in reverse order, and the result is the median of the rounds' ratios.
 * `--only row-security` or `moves` measures that alone. `--before` names the `apps/api/src/main.ts` of an older version,
 * such as one from before there was tracing, which shows what tracing costs where it is off.
 */

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '6' },
    seconds: { type: 'string', default: '5' },
    connections: { type: 'string', default: '64' },
    only: { type: 'string' },
    before: { type: 'string' },
  },
  allowPositionals: true,
});
if (options.only !== undefined && !['row-security', 'moves'].includes(options.only))
  throw new SetupProblem(`--only takes row-security or moves, not ${options.only}.`);
const durationMs = Number(options.seconds) * 1_000;
const plain = 'W1';
const unsecured = 'W1, no row-level security';
const unfenced = 'W1, no look at moves of tenants';
const traced = 'W1, 1 % traced';
const replicated = 'W1, replica that is not read';

/** A case is compared with `base`. A movement's CPU time may be at most `most` times that of `base`; without it, it is shown. */
type Comparison = { name: string; base: string; most?: number };
const comparisons: readonly Comparison[] = [
  { name: plain, base: unsecured, most: 1.03 },
  { name: plain, base: unfenced, most: 1.01 },
  { name: traced, base: plain, most: 1.05 },
  { name: replicated, base: plain, most: 1.01 },
  { name: 'W1, the older version', base: plain },
];

const say = (line: string) => console.log(line);
const collector = await startCollector();
const bank = await openBank({ say });
try {
  const servers = await startServers(bank);
  const measured = new Map<string, Figures[]>([...servers.keys()].map((name) => [name, []]));
  // A process that has just started is slower.
  for (const server of new Set(servers.values())) await measure(bank, server);
  for (let round = 1; round <= Number(options.rounds); round += 1) {
    const inOrder = [...servers];
    for (const [name, server] of round % 2 === 0 ? inOrder.reverse() : inOrder) {
      const measureIt = () => measure(bank, server);
      const figures = await withoutWhat(name)(bank, measureIt);
      measured.get(name)?.push(figures);
      say(`round ${round}: ${figureLine(name, figures)}`);
    }
  }
  report(measured);
} finally {
  await bank.stop();
  collector.close();
}

async function startServers(from: BankUnderTest): Promise<Map<string, Server>> {
  const tracing = {
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_TRACES_SAMPLER: 'parentbased_traceidratio',
    OTEL_TRACES_SAMPLER_ARG: '0.01',
  };
  const api = await from.startApi('plain');
  const servers = new Map([[plain, api]]);
  if (options.only !== 'moves') servers.set(unsecured, api);
  if (options.only !== 'row-security') servers.set(unfenced, api);
  if (options.only !== undefined) return servers;
  servers.set(traced, await from.startApi('traced', tracing));
  servers.set(
    replicated,
    await from.startApi('replica', { DATABASE_REPLICA_URLS: await from.startReplica() }),
  );
  if (options.before !== undefined)
    servers.set('W1, the older version', await from.startApi('before', {}, options.before));
  return servers;
}

type Measured = (bank: BankUnderTest, work: () => Promise<Figures>) => Promise<Figures>;

function withoutWhat(name: string): Measured {
  if (name === unsecured) return withoutRowSecurity;
  return name === unfenced ? withoutFence : (_bank, work) => work();
}

/** Measures while the triggers that refuse writes of a tenant which moves do not run. */
async function withoutFence({ database }: BankUnderTest, work: () => Promise<Figures>): Promise<Figures> {
  const triggers = await database.query<{ name: string; table: string }>(
    `select tgname as name, tgrelid::regclass::text as table from pg_trigger where tgname like '%\\_not\\_moving'`,
    [],
  );
  const set = async (state: 'enable' | 'disable') => {
    for (const { name, table } of triggers)
      await database.query(`alter table ${table} ${state} trigger ${name}`, []);
  };
  if (triggers.length === 0) throw new Error('no trigger of the bank is about moves');
  await set('disable');
  try {
    return await work();
  } finally {
    await set('enable');
  }
}

/**
 * Measures while PostgreSQL applies no policy. The API still sends the tenants with each unit of work, so that the difference
 * is what the policies cost.
 */
async function withoutRowSecurity(
  { database }: BankUnderTest,
  work: () => Promise<Figures>,
): Promise<Figures> {
  const tables = await database.query<{ name: string }>(
    `select oid::regclass::text as name from pg_class where relrowsecurity`,
    [],
  );
  const set = async (state: 'enable' | 'disable') => {
    for (const { name } of tables)
      await database.query(`alter table ${name} ${state} row level security`, []);
  };
  if (tables.length === 0) throw new Error('no table of the bank is under row-level security');
  await set('disable');
  try {
    return await work();
  } finally {
    await set('enable');
  }
}

function measure(from: BankUnderTest, server: Server): Promise<Figures> {
  const connections = Number(options.connections);
  return measureBusy(from, { servers: [server], connections, durationMs, workload: movements(from) });
}

/** Takes what OpenTelemetry sends, as a collector does, and keeps nothing. */
async function startCollector(): Promise<{ url: string; close(): void }> {
  const server = createServer((request, answer) =>
    request.resume().on('end', () => answer.writeHead(200, { 'content-type': 'application/json' }).end('{}')),
  );
  const port = await freePort();
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${port}`, close: () => void server.close() };
}

function report(measured: ReadonlyMap<string, readonly Figures[]>): void {
  say(`\n${headings}`);
  for (const [name, figures] of measured) say(figureLine(name, mediansOf(figures)));
  say('\nCPU time of a movement, and movements a second, as multiples (medians of the ratios):');
  for (const { name, base, most } of comparisons) {
    const [figures, others] = [measured.get(name), measured.get(base)];
    if (!figures || !others) continue;
    const ratio = (of: 'cpuMs' | 'apiCpuMs' | 'postgresCpuMs' | 'perSecond') =>
      median(figures.map((each, round) => (each[of] ?? NaN) / (others[round]?.[of] ?? NaN)));
    const verdict = most === undefined ? '' : ratio('cpuMs') <= most ? ', reached' : `, NOT reached: ${most}`;
    const parts = `API ${ratio('apiCpuMs').toFixed(3)}, PostgreSQL ${ratio('postgresCpuMs').toFixed(3)}`;
    say(
      `${name}, beside ${base}: ${ratio('cpuMs').toFixed(3)} (${parts}), rate ${ratio('perSecond').toFixed(3)}${verdict}`,
    );
  }
}
