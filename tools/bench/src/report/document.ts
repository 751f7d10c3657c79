import { fromRoot } from '@florin/processes';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { CaughtUp } from '../catch-up/catch-up-bench.ts';
import { lineCharts, type Point } from '../charts/line-chart.ts';
import type { Machine } from '../machine.ts';
import type { Gathered } from '../relay/backlog.ts';
import type { Delays, Peak } from '../relay/delays.ts';
import { figureCells, figureHeadings, type Figures } from './figures.ts';
import { table, withGeneratedPart } from './generated-part.ts';
import { digitsOf, outcomeOf, type Verdict } from './goals.ts';
import type { Sample } from './slope.ts';

/*
 * `npm run bench -- document` writes the results in `bench/` into docs/performance.md, between its markers, and draws its
 * charts. Parts without new results stay as they are.
 */

type Measured = { machine: Machine; rounds: number; durationMs: number };
type Results = Measured & {
  connections: number;
  titles: Record<string, string>;
  figures: Record<string, Figures>;
  goals: Verdict[];
};
type Curves = Measured & { curves: Record<string, (Figures & { x: number })[]> };
type Peers = Measured & {
  accounts: number;
  results: { title: string; source: string; theirs: string; figures: Figures }[];
};
type Memory = {
  machine: Machine;
  minutes: number;
  perSecond: number;
  idleMb: number;
  largestMb: number;
  mostMb: number;
  mbPerMinute: number;
  flatMbPerMinute: number;
  isReached: boolean;
  samples: Sample[];
};

type CatchUp = { machine: Machine; events: number; accounts: number; results: CaughtUp[] };
type Relay = {
  machine: Machine;
  mostMs: number;
  clients: number;
  lone: Delays;
  peak: Peak;
  gathered: Gathered;
};

const documentFile = fromRoot('docs', 'performance.md');
const pictures = fromRoot('docs', 'performance');

export function writeDocument(): string[] {
  mkdirSync(pictures, { recursive: true });
  const parts = [
    part<Results>('results', { goals: goalsTable, cases: casesTable }),
    part<Curves>('curves', { curves: curvesPart }),
    part<Memory>('memory', { memory: memoryPart }),
    part<Peers>('peers', { peers: peersTable }),
    part<Relay>('relay', { relay: relayTable }),
    part<CatchUp>('catch-up', { 'catch-up': catchUpTable }),
  ].flat();
  let text = readFileSync(documentFile, 'utf8');
  for (const { name, content } of parts) text = withGeneratedPart(text, name, content);
  writeFileSync(documentFile, text);
  const prettier = fromRoot('node_modules', '.bin', 'prettier');
  execFileSync(prettier, ['--write', '--log-level=warn', documentFile, pictures]);
  return parts.map(({ name }) => name);
}

/** The parts of the document that one results file provides. The file is copied beside the charts as evidence. Empty without the file. */
function part<Results>(
  file: string,
  render: Record<string, (results: Results) => string>,
): { name: string; content: string }[] {
  const source = fromRoot('bench', `${file}.json`);
  if (!existsSync(source)) return [];
  const json = readFileSync(source, 'utf8');
  writeFileSync(`${pictures}/${file}.json`, json);
  const results = JSON.parse(json) as Results;
  return Object.entries(render).map(([name, of]) => ({ name, content: of(results) }));
}

function goalsTable({ goals, ...run }: Results): string {
  const rows = goals.map((goal) => [goal.says, digitsOf(goal.value), goal.goal, outcomeOf(goal)]);
  return `${table(['', 'measured', 'goal', ''], rows)}\n\n${provenance(run.machine)}`;
}

function casesTable({ figures, titles, connections, rounds, durationMs }: Results): string {
  const rows = Object.entries(figures).map(([name, each]) => [titles[name] ?? name, ...figureCells(each)]);
  const run = `${connections} connections, medians of ${rounds} rounds of ${durationMs / 1_000} s; CPU ms per movement or read.`;
  return `${table(['case', ...figureHeadings], rows)}\n\n${run}`;
}

const charts: { file: string; xLabel: string; curves: Record<string, string>; latency: string }[] = [
  {
    file: 'clients',
    xLabel: 'clients, each waiting for its answer',
    curves: { spread: '1,000 accounts', hot: 'one hot account' },
    latency: 'Latency over clients',
  },
  {
    file: 'queue-batches',
    xLabel: 'requests that may share one commit (POSTING_BATCH_SIZE), 256 clients',
    curves: { queue: '1,000 accounts' },
    latency: 'Latency over the batches of the queue',
  },
  {
    file: 'request-batches',
    xLabel: 'movements in one request, 4 clients',
    curves: { request: '1,000 accounts' },
    latency: 'Latency of one request over its size',
  },
];

const curveTitles: Record<string, string> = {
  spread: 'clients, 1,000 accounts',
  hot: 'clients, one hot account',
  queue: 'requests a commit at most, 256 clients',
  request: 'movements a request, 4 clients',
};

function curvesPart({ curves, machine, rounds, durationMs }: Curves): string {
  const shown = charts.map(({ file, xLabel, curves: names, latency }) => {
    const series = (of: (figures: Figures) => number | undefined) =>
      Object.entries(names).map(([curve, name]) => ({
        name,
        points: (curves[curve] ?? []).map((each): Point => [each.x, of(each) ?? 0]),
      }));
    const panels = [
      { title: 'Movements a second', yLabel: 'movements/s', series: series(({ perSecond }) => perSecond) },
      { title: latency, yLabel: 'p99, ms', series: series(({ p99Ms }) => p99Ms) },
    ];
    writeFileSync(
      `${pictures}/${file}.svg`,
      lineCharts(panels.map((each) => ({ ...each, xLabel, xLog: true }))),
    );
    return `![Movements a second and p99 over ${xLabel}](performance/${file}.svg)`;
  });
  const headings = ['curve', 'at', '/s', 'p50 ms', 'p99 ms', 'CPU ms'];
  const rows = Object.entries(curves).flatMap(([curve, points]) =>
    points.map(({ x, ...figures }) => {
      return [curveTitles[curve] ?? curve, x.toLocaleString('en'), ...figureCells(figures).slice(0, 4)];
    }),
  );
  const run = `Medians of ${rounds} rounds of ${durationMs / 1_000} s.`;
  return `${shown.join('\n\n')}\n\n${table(headings, rows)}\n\n${run} ${provenance(machine)}`;
}

function memoryPart({ samples, machine, minutes, perSecond, ...verdict }: Memory): string {
  const points = samples.map(({ minute, mb }): Point => [minute, mb]);
  const panel = {
    title: 'Memory of the API process',
    xLabel: 'minutes under load',
    yLabel: 'resident MB',
    series: [{ name: 'API', points }],
  };
  writeFileSync(`${pictures}/memory.svg`, lineCharts([panel]));
  const { idleMb, largestMb, mostMb, mbPerMinute, flatMbPerMinute, isReached } = verdict;
  const rows = [
    ['at the start', digitsOf(idleMb), ''],
    ['at most', digitsOf(largestMb), `≤ ${mostMb}`],
    ['growth after the first minute, MB a minute', mbPerMinute.toFixed(2), `≤ ${flatMbPerMinute}`],
  ];
  const load = `${minutes} minutes at ${perSecond.toFixed(0)} movements a second, half of the peak: ${isReached ? 'reached' : 'NOT reached'}.`;
  return `![Resident memory over ${minutes} minutes](performance/memory.svg)\n\n${table(['resident memory, MB', 'measured', 'goal'], rows)}\n\n${load} ${provenance(machine)}`;
}

function peersTable({ results, rounds, durationMs, accounts, machine }: Peers): string {
  const headings = [
    'workload',
    'Florin /s',
    'p50 ms',
    'p99 ms',
    'CPU ms',
    'refused',
    'the peers',
    'defined in',
  ];
  const rows = results.map(({ title, source, theirs, figures }) => {
    const cells = figureCells(figures);
    return [title, ...cells.slice(0, 4), ...cells.slice(-1), theirs, source];
  });
  const run = `Medians of ${rounds} rounds of ${durationMs / 1_000} s, ${accounts.toLocaleString('en')} accounts.`;
  return `${table(headings, rows)}\n\n${run} ${provenance(machine)}`;
}

function relayTable({ machine, mostMs, clients, lone, peak, gathered }: Relay): string {
  const delay = (what: string, { medianMs, p99Ms }: Delays) => [
    what,
    `${medianMs.toFixed(0)} ms`,
    `≤ ${mostMs} ms`,
    medianMs <= mostMs ? 'reached' : 'NOT reached',
    `p99 ${p99Ms.toFixed(0)} ms`,
  ];
  const rate = (perSecond: number) => `${Math.round(perSecond).toLocaleString('en')}/s`;
  const rows = [
    delay('one movement on an idle bank, from its answer to Kafka', lone),
    delay(`${clients} clients at once, ${rate(peak.perSecond)}, from an answer to Kafka`, peak),
    [
      `${gathered.events.toLocaleString('en')} events that have gathered`,
      rate(gathered.perSecond),
      `≥ ${rate(gathered.postedPerSecond)}`,
      gathered.perSecond >= gathered.postedPerSecond ? 'reached' : 'NOT reached',
      'the goal: as fast as batches post them',
    ],
  ];
  return `${table(['', 'measured', 'goal', '', ''], rows)}\n\n${provenance(machine)}`;
}

function catchUpTable({ machine, events, accounts, results }: CatchUp): string {
  const headings = ['consumer', 'events/s', 'goal', '', 'node, µs an event', 'PostgreSQL, µs an event'];
  const rows = results.map((each) => [
    each.app,
    Math.round(each.perSecond).toLocaleString('en'),
    `≥ ${each.leastPerSecond.toLocaleString('en')}`,
    each.isReached ? 'reached' : 'NOT reached',
    each.nodeMicroseconds.toFixed(0),
    each.postgresMicroseconds.toFixed(0),
  ]);
  const run = `${events.toLocaleString('en')} events of ${accounts.toLocaleString('en')} accounts, totals compared.`;
  return `${table(headings, rows)}\n\n${run} ${provenance(machine)}`;
}

function provenance({
  at,
  git,
  changed,
  cores,
  cpu,
  memoryGb,
  node,
  postgres,
  redis,
  ...libraries
}: Machine): string {
  const commit = `\`${git}\`${changed ? ' with changes' : ''}`;
  return (
    `${at.slice(0, 10)}, ${commit}, ${cores} cores (${cpu ?? 'unknown'}), ${memoryGb} GB, Node ${node.slice(1)}, PostgreSQL ${postgres}, ` +
    `Redis ${redis ?? 'unknown'}, MikroORM ${libraries.mikroOrm}, Fastify ${libraries.fastify}.`
  );
}
