import { SetupProblem } from '@florin/processes';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { onSignals } from '../commands/command.ts';
import type { Say } from '../narration.ts';
import { createSupervisor } from '../processes/supervisor.ts';
import { claimStack, releaseStack } from '../running-stack.ts';
import { checkHistory, refusedMs } from './check-history.ts';
import { seconds } from './drill.ts';
import { openHistory } from './history.ts';
import { startLoad, type Load } from './load.ts';
import { readCellSettings, startTwoCells, type AdminOutcome, type TwoCells } from './two-cells.ts';
import { verifyBank, type Finding } from './verify.ts';

export const moveTenantDoes =
  'moves a tenant from one of two cells to the other while its money moves; the command is killed once, and repeated. It starts both cells itself';

/** docs/operations/cells.md promises it. */
const refusedAtMostMs = 2_000;

/** Starts two cells, moves a tenant under its own load, and ends all of it. Resolves to whether all is well. */
export async function runMoveDrill(say: Say): Promise<boolean> {
  const settings = readCellSettings();
  // Ends what a killed drill has left, before its data are deleted, and with them the record of this one.
  await claimStack(settings);
  rmSync(settings.directory, { recursive: true, force: true });
  await claimStack(settings);
  const supervisor = createSupervisor({ runDirectory: settings.runDirectory, say });
  onSignals(
    () => supervisor.stop(),
    () => supervisor.stop(true),
    1,
  );
  try {
    const findings = await moveUnderLoad(await startTwoCells(settings, supervisor, say), say);
    for (const { ok, says } of findings) say(`${ok ? 'ok    ' : 'FAILED'}  ${says}`);
    const isWell = findings.every(({ ok }) => ok);
    say(isWell ? 'The drill move-tenant passed.' : 'The drill move-tenant failed.');
    return isWell;
  } finally {
    await supervisor.stop();
    releaseStack(settings);
  }
}

type Client = { tenant: string; apiKey: string; load: Load; path: string };

async function moveUnderLoad(cells: TwoCells, say: Say): Promise<Finding[]> {
  const mover = await openClient(cells, 'moves');
  const neighbour = await openClient(cells, 'stays');
  const clients = [mover, neighbour];
  const findings: Finding[] = [];
  try {
    await Promise.all(clients.map(({ load }) => load.untilAcknowledged(100)));
    say('money of two tenants moves in the cell eu1; one of them moves to eu2');
    findings.push(...(await killOnce(cells, mover, say)));
    await mover.load.untilAcknowledged(50);
    say('the tenant writes in eu1 again; the command is repeated');
    findings.push(...(await move(cells, mover, say)));
    await mover.load.untilAcknowledged(100);
    await neighbour.load.untilAcknowledged(50);
  } finally {
    await Promise.all(clients.map(({ load }) => load.stop()));
  }
  return [...findings, ...(await check(cells, mover, neighbour))];
}

async function openClient(cells: TwoCells, name: string): Promise<Client> {
  const made = await row(cells, 'create-tenant', '--cell', 'eu1', '--name', name);
  const tenant = String(made['tenant_id']);
  const key = await row(cells, 'create-key', '--cell', 'eu1', '--tenant', tenant, '--name', 'drill');
  const apiKey = String(key['api_key']);
  const history = openHistory(join(cells.settings.directory, 'drills', `${name}.jsonl`));
  return { tenant, apiKey, path: history.path, load: await startLoad(cells.url, apiKey, history) };
}

async function row(cells: TwoCells, ...args: string[]): Promise<Record<string, unknown>> {
  const { code, out, err } = await cells.admin(args);
  if (code !== 0) throw new SetupProblem(err);
  return JSON.parse(out);
}

const runMove = (cells: TwoCells, { tenant }: Client, env = {}): Promise<AdminOutcome> =>
  cells.admin(
    [
      ...['move-tenant', '--cell', 'eu1', '--tenant', tenant, '--to', 'eu2'],
      ...['--map', cells.map, '--haproxy', cells.haproxySocket],
    ],
    env,
  );

/** Kills the command right after it has closed the tenant: the tenant is open again by itself. */
async function killOnce(cells: TwoCells, mover: Client, say: Say): Promise<Finding[]> {
  const from = Date.now();
  const { signal } = await runMove(cells, mover, { FLORIN_FAILPOINTS: 'move.after-close=kill' });
  say('the command was killed while the tenant was closed');
  await mover.load.untilAcknowledged(50);
  return [
    { ok: signal === 'SIGKILL', says: `the command was killed by ${String(signal)}` },
    refusedFor('after the kill', refusedMs(mover.path, from, Date.now())),
  ];
}

async function move(cells: TwoCells, mover: Client, say: Say): Promise<Finding[]> {
  const from = Date.now();
  const { code, out, err } = await runMove(cells, mover);
  for (const line of err.trimEnd().split('\n')) say(`  ${line}`);
  if (code !== 0) return [{ ok: false, says: 'the tenant did not move' }];
  const [moved = {}] = [JSON.parse(out)].flat();
  await mover.load.untilAcknowledged(50);
  return [
    refusedFor('by the command, with the switch of HAProxy', Number(moved.writes_refused_ms)),
    refusedFor('at the switch', refusedMs(mover.path, from, Date.now())),
  ];
}

const refusedFor = (when: string, ms: number): Finding => ({
  ok: ms <= refusedAtMostMs,
  says: `writes were refused ${when} for: ${seconds(ms)}`,
});

async function check(cells: TwoCells, mover: Client, neighbour: Client): Promise<Finding[]> {
  const { brokers, url } = cells;
  const at = (cell: 'eu1' | 'eu2') => ({ databaseUrl: cells.databaseUrl(cell, 'readsAllTenants'), brokers });
  const moved = await verifyBank(at('eu2'), mover.load);
  const stayed = await verifyBank(at('eu1'), neighbour.load);
  return [
    ...moved.map(({ ok, says }) => ({ ok, says: `in eu2: ${says}` })),
    ...stayed.map(({ ok, says }) => ({ ok, says: `of the tenant that stays: ${says}` })),
    ...(await checkHistory(mover.path, url, mover.apiKey)),
    onlyRefusals('the tenant that moves', mover.load),
    onlyRefusals('the tenant that stays', neighbour.load, 0),
  ];
}

/** Busy accounts are repeated as ever. A refusal of a closed tenant is `overloaded`: nothing was moved. */
function onlyRefusals(who: string, { unknownCodes }: Load, refusals = Infinity): Finding {
  const seen = [...unknownCodes].filter(([code]) => !code.startsWith('409 '));
  const ok = seen.every(([code, count]) => code === '503 overloaded' && count <= refusals);
  const list = seen.map(([code, count]) => `${code} (${count})`).join(', ') || 'nothing but outcomes';
  return { ok, says: `what ${who} was answered instead of an outcome: ${list}` };
}
