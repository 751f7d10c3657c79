import {
  claimRecord,
  endRecorded,
  isAlive,
  type ProcessRecord,
  readRecord,
  readRecords,
  recordOf,
  removeRecord,
  SetupProblem,
} from '@florin/processes';
import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { eventLogFile } from './services/choose-parts.ts';
import type { StackSettings } from './settings.ts';

/** The name of the record of the `npm start` that supervises the other processes. */
const supervisorName = 'florin';

export function findRunningStack({ runDirectory }: StackSettings): ProcessRecord | undefined {
  const record = readRecord(runDirectory, supervisorName);
  return record && isAlive(record) ? record : undefined;
}

/** Makes this process the owner of the directory's stack, and ends what a killed owner left. */
export async function claimStack(settings: StackSettings, url?: string): Promise<string[]> {
  const { runDirectory } = settings;
  const earlier = readRecord(runDirectory, supervisorName);
  if (earlier && !isAlive(earlier)) removeRecord(runDirectory, supervisorName);
  const own = recordOf(supervisorName, process.pid);
  if (!own || !claimRecord(runDirectory, { ...own, ...(url ? { url } : {}) })) {
    throw new SetupProblem('Another npm start began at the same moment: this one leaves the stack to it.');
  }
  const leftovers = readRecords(runDirectory).filter(({ name }) => name !== supervisorName);
  const ended = await endRecorded(runDirectory, leftovers);
  for (const file of listFiles(runDirectory, '.parked')) rmSync(join(runDirectory, file));
  return ended;
}

export function releaseStack({ runDirectory }: StackSettings): void {
  removeRecord(runDirectory, supervisorName);
}

/** Deletes the stack's data and keys, and neither the download cache nor other files in the directory. */
export function wipeStack({ directory, redisPorts }: StackSettings): void {
  const redis = redisPorts.map((_, index) => `redis-${index + 1}`);
  for (const name of [
    'postgres',
    'kafka',
    ...redis,
    'logs',
    'credentials.json',
    'console-sign-in.json',
    'services.env',
    eventLogFile,
  ]) {
    rmSync(join(directory, name), { recursive: true, force: true });
  }
}

/** Renames the logs of the previous start to `<name>.previous.log`. */
export function turnLogs({ logDirectory }: StackSettings): void {
  for (const file of listFiles(logDirectory, '.log')) {
    if (file.endsWith('.previous.log')) continue;
    renameSync(join(logDirectory, file), join(logDirectory, file.replace(/\.log$/, '.previous.log')));
  }
}

function listFiles(directory: string, ending: string): string[] {
  return existsSync(directory) ? readdirSync(directory).filter((file) => file.endsWith(ending)) : [];
}
