import { fromRoot, SetupProblem } from '@florin/local-stack';
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { openBank, type BankUnderTest } from './bank-under-test.ts';
import { checkBooks } from './books.ts';
import { caseNames, cases, type Scene } from './cases.ts';
import { residentMb } from './cpu-time.ts';
import { measureLastEffect } from './last-effect.ts';
import { preparePgbench } from './pgbench.ts';
import { figureLine, headings, medians, verdicts, type Figures, type Goal, type Round } from './report.ts';

/** `npm run bench`: Florin beside a door that does nothing, PostgreSQL's own yardstick, and itself with batches of one. */
const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '5' },
    connections: { type: 'string', default: '64' },
    /** Only these cases, by comma; their ratios need the ones they are taken against. */
    only: { type: 'string' },
    /** W6: seconds of load with everything downstream running; 0 leaves it out. */
    downstream: { type: 'string', default: '30' },
  },
});
const rounds = Number(options.rounds);
const durationMs = Number(options.seconds) * 1_000;
const connections = Number(options.connections);
const downstreamSeconds = Number(options.downstream);
const wanted = options.only?.split(',') ?? caseNames;
const unknown = wanted.filter((name) => !(name in cases));
if (unknown.length > 0)
  throw new SetupProblem(`There is no case ${unknown.join(', ')}: ${caseNames.join(', ')}.`);
const startedAt = performance.now();
const say = (line: string) =>
  console.log(`${((performance.now() - startedAt) / 1000).toFixed(0).padStart(4)} s  ${line}`);

const bank = await openBank(say);
try {
  const scene = await openScene(bank);
  const memory: Goal[] = [memoryGoal('an idle API process, MB', scene, 150)];
  await runRound(scene, 'warm-up', Math.min(1_500, durationMs));
  const measured: Round[] = [];
  for (let round = 1; round <= rounds; round++)
    measured.push(await runRound(scene, `round ${round} of ${rounds}`, durationMs));
  memory.push(memoryGoal('the API process after all that load, MB', scene, 300));
  if (downstreamSeconds > 0) memory.push(await lastEffectGoal(scene, medians(measured)));
  await checkBooks(bank.database);
  report(measured, memory);
} finally {
  await bank.stop();
}

async function openScene(bank: BankUnderTest): Promise<Scene> {
  // On a busy machine a request may wait long; here it is measured, not refused.
  const patient = { POSTING_ANSWER_WITHIN_MS: '30000' };
  // Many units of work at once, or a commit each would leave the disk idle between them.
  const one = { POSTING_BATCH_SIZE: '1', POSTING_BATCHES_IN_FLIGHT: '20', DATABASE_POOL_SIZE: '20' };
  const servers = {
    emptyDoor: await bank.startEmptyDoor(),
    api: await bank.startApi('api', patient),
    secondApi: await bank.startApi('second-api', patient),
    batchesOfOne: await bank.startApi('batches-of-one', { ...patient, ...one }),
  };
  say('the empty door, two APIs and one with batches of one are up');
  const yardstick = await preparePgbench(bank.yardstickUrl, say);
  return { bank, servers, yardstick, connections, durationMs, figures: {} };
}

async function runRound(scene: Scene, label: string, caseMs: number): Promise<Round> {
  const figures: Round = {};
  for (const name of caseNames.filter((each) => wanted.includes(each))) {
    const { title, measure } = cases[name];
    const measured: Figures | undefined = await measure({ ...scene, durationMs: caseMs, figures });
    if (measured === undefined) continue;
    figures[name] = measured;
    say(`${label}: ${figureLine(title, measured)}`);
  }
  return figures;
}

function memoryGoal(says: string, { servers }: Scene, atMost: number): Goal {
  const megabytes = residentMb(servers.api.program.pid);
  return { says, value: () => megabytes, atMost };
}

async function lastEffectGoal(scene: Scene, figures: Round): Promise<Goal> {
  const perSecond = (figures.spread?.perSecond ?? 1_000) / 2;
  const seconds = await measureLastEffect(scene, { perSecond, seconds: downstreamSeconds, say });
  return { says: 'W6 last effect after last acknowledgement, s', value: () => seconds, atMost: 2 };
}

function report(measured: Round[], more: Goal[]): void {
  const figures = medians(measured);
  const lines = verdicts(figures, more);
  const cores = availableParallelism();
  console.log(
    `\n${connections} connections, medians of ${rounds} rounds of ${durationMs / 1000} s, ${cores} cores`,
  );
  console.log(headings);
  for (const name of caseNames) {
    const measuredCase = figures[name];
    if (measuredCase !== undefined) console.log(figureLine(cases[name].title, measuredCase));
  }
  console.log('');
  for (const { line } of lines) console.log(line);
  console.log('Balances equalled what was acknowledged after every case, and the books balanced at the end.');

  const git = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: fromRoot(), encoding: 'utf8' });
  const machine = { cores, cpu: cpus()[0]?.model, node: process.version };
  const results = {
    git: git.trim(),
    machine,
    connections,
    rounds,
    durationMs,
    figures,
    goals: lines,
    measured,
  };
  mkdirSync(fromRoot('bench'), { recursive: true });
  writeFileSync(fromRoot('bench', 'results.json'), `${JSON.stringify(results, null, 2)}\n`);
}
