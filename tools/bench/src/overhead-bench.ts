import { createServer } from 'node:http';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { freePort } from '@florin/processes';
import { openBank, type BankUnderTest, type Server } from './bank-under-test.ts';
import { movements } from './load/workloads.ts';
import { measureBusy } from './measure.ts';
import { figureLine, headings, median, mediansOf, type Figures } from './report/figures.ts';

/*
 * `npm run bench -- overhead` measures what W1 costs with tracing at 1 %, and with a replica that nothing reads, beside an API
 * with neither. All APIs are on one bank and take turns: a round measures each once, every second round in reverse order, and
 * the result is the median of the rounds' ratios. `--before` names the `apps/api/src/main.ts` of an older version, such as
 * one from before there was tracing, which shows what tracing costs where it is off.
 */

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '6' },
    seconds: { type: 'string', default: '5' },
    connections: { type: 'string', default: '64' },
    before: { type: 'string' },
  },
  allowPositionals: true,
});
const durationMs = Number(options.seconds) * 1_000;
const plain = 'W1';
/** How much more CPU time a movement may take than at the API with neither; the others are shown. */
const limits: Record<string, number> = { 'W1, 1 % traced': 1.05, 'W1, replica that is not read': 1.01 };

const say = (line: string) => console.log(line);
const collector = await startCollector();
const bank = await openBank({ say });
try {
  const servers = await startServers(bank);
  const measured = new Map<string, Figures[]>([...servers.keys()].map((name) => [name, []]));
  // A process that has just started is slower.
  for (const server of servers.values()) await measure(bank, server);
  for (let round = 1; round <= Number(options.rounds); round += 1) {
    const inOrder = [...servers];
    for (const [name, server] of round % 2 === 0 ? inOrder.reverse() : inOrder) {
      const figures = await measure(bank, server);
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
  const traced = {
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_TRACES_SAMPLER: 'parentbased_traceidratio',
    OTEL_TRACES_SAMPLER_ARG: '0.01',
  };
  const servers = new Map<string, Server>();
  servers.set(plain, await from.startApi('plain'));
  servers.set('W1, 1 % traced', await from.startApi('traced', traced));
  servers.set(
    'W1, replica that is not read',
    await from.startApi('replica', { DATABASE_REPLICA_URLS: await from.startReplica() }),
  );
  if (options.before !== undefined)
    servers.set('W1, the older version', await from.startApi('before', {}, options.before));
  return servers;
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
  const base = measured.get(plain) ?? [];
  say(`\n${headings}`);
  for (const [name, figures] of measured) say(figureLine(name, mediansOf(figures)));
  say('\nCPU time of a movement, and movements a second, as multiples of W1 (medians of the ratios):');
  for (const [name, figures] of measured) {
    if (name === plain) continue;
    const ratio = (of: 'cpuMs' | 'apiCpuMs' | 'perSecond') =>
      median(figures.map((each, round) => (each[of] ?? NaN) / (base[round]?.[of] ?? NaN)));
    const limit = limits[name];
    const verdict =
      limit === undefined ? '' : ratio('cpuMs') <= limit ? ', reached' : `, NOT reached: ${limit}`;
    say(
      `${name}: ${ratio('cpuMs').toFixed(3)} (API ${ratio('apiCpuMs').toFixed(3)}), rate ${ratio('perSecond').toFixed(3)}${verdict}`,
    );
  }
}
