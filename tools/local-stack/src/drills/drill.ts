import { endProcess, isAlive, readRecord, SetupProblem } from '@florin/processes';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ClusterSettings } from '../cluster/cluster-settings.ts';
import { readCredentials } from '../credentials.ts';
import type { Say } from '../narration.ts';
import { parkedFile } from '../processes/supervisor.ts';
import { openHistory } from './history.ts';
import { type Load, startLoad } from './load.ts';
import { clusterToVerify, type Finding, verifyBank } from './verify.ts';

/** What a drill does while money moves, and what it measures. */
export type Drill = {
  /** In a line, for `npm run drill`. */
  does: string;
  /** The pattern of an argument that only this drill knows, which it gets. */
  knows?: RegExp;
  run(scene: Scene, args: readonly string[]): Promise<Finding[]>;
};

export type Scene = {
  cluster: ClusterSettings;
  load: Load;
  /** Prints a line, which is in the history too. */
  say: Say;
};

/** Runs a drill on a running cluster under load, checks the bank, and prints the report. Resolves to whether all is well. */
export async function runDrill(
  name: string,
  drill: Drill,
  cluster: ClusterSettings,
  print: Say,
  args: readonly string[] = [],
): Promise<boolean> {
  const { api_key: apiKey } = readCredentials(cluster.directory);
  if (apiKey === undefined) throw new SetupProblem('The cluster has no API key yet: wait until it is up.');
  const stamp = new Date().toISOString().replaceAll(/[:.]/g, '-');
  const history = openHistory(join(cluster.directory, 'drills', `${name}-${stamp}.jsonl`));
  const say: Say = (line) => {
    print(line);
    history.add({ event: 'drill', says: line });
  };
  const load = await startLoad(`http://127.0.0.1:${cluster.appPorts.api}`, apiKey, history);
  let findings: Finding[];
  try {
    await load.untilAcknowledged(100);
    say(`money moves: ${load.acknowledged.size} movements acknowledged`);
    findings = await drill.run({ cluster, load, say }, args);
  } finally {
    await load.stop();
  }
  findings.push(...(await verifyBank(clusterToVerify(cluster), load)));
  const isWell = findings.every(({ ok }) => ok);
  for (const { ok, says } of findings) say(`${ok ? 'ok    ' : 'FAILED'}  ${says}`);
  print(`The history of every request is in ${history.path}`);
  print(isWell ? `The drill ${name} passed.` : `The drill ${name} failed.`);
  return isWell;
}

/** Kills a process and keeps it down, as a lost host does. */
export async function lose({ cluster }: Scene, name: string): Promise<void> {
  writeFileSync(parkedFile(cluster.runDirectory, name), '');
  await kill(cluster, name);
}

/** Kills a process. Its supervisor starts it again. */
async function kill({ runDirectory }: ClusterSettings, name: string): Promise<void> {
  const record = readRecord(runDirectory, name);
  if (!record || !isAlive(record)) throw new SetupProblem(`${name} is not running.`);
  await endProcess({ ...record, stopSignal: 'SIGKILL' });
}

/** Ends a process as an operator does, and keeps it down. It may have ended by itself. */
export async function halt({ cluster }: Scene, name: string): Promise<void> {
  writeFileSync(parkedFile(cluster.runDirectory, name), '');
  const record = readRecord(cluster.runDirectory, name);
  if (record && isAlive(record)) await endProcess(record);
}

/** Brings back what was lost, and resolves when `isBack`; throws after four minutes. */
export async function bringBack(
  { cluster }: Scene,
  name: string,
  isBack: () => Promise<boolean>,
): Promise<void> {
  rmSync(parkedFile(cluster.runDirectory, name), { force: true });
  await until(isBack, `${name} did not come back`);
}

export async function until(
  isTrue: () => Promise<boolean>,
  otherwise: string,
  withinMs = 240_000,
): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!(await isTrue())) {
    if (Date.now() > deadline) throw new Error(otherwise);
    await sleep(200);
  }
}

export const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;
