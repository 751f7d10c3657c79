import { runParameterized } from '@florin/database';
import { SetupProblem } from '@florin/processes';
import { parseArgs } from 'node:util';
import { openBank, type BankUnderTest, type Server } from './bank-under-test.ts';
import { checkInvariants } from './check-balances.ts';
import { caseNames, cases, orderOf, type CaseName, type Scene } from './cases.ts';
import { measureKilledProcess } from './killed-process.ts';
import { measureConsumerDelay } from './consumer-delay.ts';
import { measureNoisyNeighbour } from './noisy-neighbour.ts';
import { residentMb } from './load/cpu-time.ts';
import { describeMachine, sayWithTime, writeResults } from './machine.ts';
import { preparePgbench } from './pgbench.ts';
import { figureLine, headings, medians, type Round } from './report/figures.ts';
import { measuredOnce, verdictLine, verdicts, type Goal } from './report/goals.ts';
import { oneCommitEach, longTimeouts } from './servers.ts';

/** `npm run bench` compares Florin with an HTTP server that does nothing, with pgbench, and with itself at batches of one. */
const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '5' },
    connections: { type: 'string', default: '64' },
    /** Only these cases, separated by commas; a ratio needs both of its cases. `noisy` is the noisy neighbour. */
    only: { type: 'string' },
    /** Only these kinds of the noisy neighbour's load, separated by commas. */
    noisy: { type: 'string' },
    /** W6: seconds of load with the worker and all consumers running; 0 skips it. */
    downstream: { type: 'string', default: '30' },
    /** The last part of W5: an API is killed while it holds locks. */
    killed: { type: 'boolean', default: true },
  },
  allowNegative: true,
});
const rounds = Number(options.rounds);
const durationMs = Number(options.seconds) * 1_000;
const connections = Number(options.connections);
const downstreamSeconds = Number(options.downstream);
const only = options.only?.split(',');
const isCase = (name: string): name is CaseName => name in cases;
const wanted = only?.filter(isCase) ?? caseNames;
const isNoisyWanted = only === undefined || only.includes('noisy');
const unknown = only?.filter((name) => name !== 'noisy' && !isCase(name)) ?? [];
if (unknown.length > 0)
  throw new SetupProblem(`There is no case ${unknown.join(', ')}: ${caseNames.join(', ')}.`);
const say = sayWithTime();

const bank = await openBank({ say });
try {
  await (wanted.length === 0 ? measureNoisyAlone() : measureAll());
} finally {
  await bank.stop();
}

async function measureNoisyAlone(): Promise<void> {
  const goals = await noisyGoals(await bank.startApi('api-as-deployed'));
  await checkInvariants(bank.database);
  for (const goal of verdicts([{}], goals)) console.log(verdictLine(goal));
}

async function measureAll(): Promise<void> {
  const scene = await openScene(bank);
  const once: Goal[] = [memoryGoal('an idle API process, MB', scene, 150)];
  await runRound(scene, 'warm-up', 0, Math.min(1_500, durationMs));
  const measured: Round<CaseName>[] = [];
  for (let round = 1; round <= rounds; round++)
    measured.push(await runRound(scene, `round ${round} of ${rounds}`, round, durationMs));
  once.push(memoryGoal('the API process after all that load, MB', scene, 300));
  if (isNoisyWanted) once.push(...(await noisyGoals(scene.servers.asDeployed)));
  if (options.killed) once.push(...(await killedGoals(bank)));
  once.push(measuredOnce('deadlocks in the whole run', await countDeadlocks(bank), 0));
  await checkInvariants(bank.database);
  await bank.stop();
  if (downstreamSeconds > 0) once.push(...(await consumerDelayGoals(medians(measured))));
  report(measured, once);
}

function noisyGoals(server: Server): Promise<Goal[]> {
  return measureNoisyNeighbour(bank, { server, rounds, durationMs, kinds: options.noisy?.split(','), say });
}

async function openScene(bank: BankUnderTest): Promise<Scene> {
  const servers = {
    noopServer: await bank.startNoopServer(),
    api: await bank.startApi('api', longTimeouts),
    secondApi: await bank.startApi('second-api', longTimeouts),
    asDeployed: await bank.startApi('api-as-deployed'),
    batchesOfOne: await bank.startApi('batches-of-one', { ...longTimeouts, ...oneCommitEach }),
  };
  say('the no-op server, three APIs and one with batches of one are up');
  const baseline = await preparePgbench(bank.baselineUrl, say);
  return { bank, servers, baseline, connections, durationMs, figures: {} };
}

async function runRound(
  scene: Scene,
  label: string,
  round: number,
  caseMs: number,
): Promise<Round<CaseName>> {
  const figures: Round<CaseName> = {};
  for (const name of orderOf(wanted, round)) {
    const { title, measure } = cases[name];
    const measured = await measure({ ...scene, durationMs: caseMs, figures });
    if (measured === undefined) continue;
    figures[name] = measured;
    say(`${label}: ${figureLine(title, measured)}`);
  }
  return figures;
}

function memoryGoal(says: string, { servers }: Scene, atMost: number): Goal {
  return measuredOnce(says, residentMb(servers.api.program.pid), atMost);
}

async function killedGoals(bank: BankUnderTest): Promise<Goal[]> {
  const killed = await measureKilledProcess(bank, { say });
  return [
    measuredOnce('W5 killed API: accounts it left locked', killed.lockedAccounts),
    measuredOnce('W5 killed API: longest wait on those, s', killed.lockedLongestMs / 1_000, 3),
    // Half of a lock's lifetime: nobody waited for the lock of the dead process to expire.
    measuredOnce('W5 killed API: longest wait on all others, s', killed.othersLongestMs / 1_000, 1),
  ];
}

async function consumerDelayGoals(figures: Round<CaseName>): Promise<Goal[]> {
  const perSecond = (figures.spread?.perSecond ?? 1_000) / 2;
  const seconds = downstreamSeconds;
  const { seconds: tookSeconds, load } = await measureConsumerDelay({ perSecond, seconds, connections, say });
  return [
    measuredOnce('W6 accepted / offered', load.perSecond / perSecond),
    measuredOnce('W6 last effect after last acknowledgement, s', tookSeconds, 2),
  ];
}

async function countDeadlocks({ database }: BankUnderTest): Promise<number> {
  const sql = 'select deadlocks::int from pg_stat_database where datname = current_database()';
  const [row] = await database.read((em) => runParameterized<{ deadlocks: number }>(em, sql, []));
  return row!.deadlocks;
}

function report(measured: Round<CaseName>[], once: Goal[]): void {
  const figures = medians(measured);
  const goals = verdicts(measured, once);
  const machine = describeMachine(bank);
  const sizes = `${connections} connections, medians of ${rounds} rounds of ${durationMs / 1_000} s`;
  console.log(`\n${sizes}, ${machine.cores} cores, ${machine.git}; CPU ms per movement or read`);
  console.log(headings);
  for (const name of caseNames) {
    const measuredCase = figures[name];
    if (measuredCase !== undefined) console.log(figureLine(cases[name].title, measuredCase));
  }
  console.log('');
  for (const goal of goals) console.log(verdictLine(goal));
  const missed = goals.filter(({ reached }) => reached === false).length;
  console.log(`\n${missed === 0 ? 'Every goal was reached.' : `${missed} goals were not reached.`}`);
  console.log(
    'Balances equalled what was acknowledged after every case, and the ledger balanced at the end.',
  );
  const titles = Object.fromEntries(caseNames.map((name) => [name, cases[name].title]));
  writeResults('results', { machine, connections, rounds, durationMs, titles, figures, goals, measured });
}
