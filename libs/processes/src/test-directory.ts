import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { endRecorded } from './end-recorded.ts';
import { claimRecord, isAlive, readRecord, readRecords, recordOf, writeRecord } from './process-record.ts';
import { fromRoot } from './repository.ts';

const root = fromRoot('.local', 'test');
const ownerName = 'owner';

/**
 * Creates a folder under `.local/test` for the programs that this process starts for tests: their data, logs and
 * records. By the records a later sweep ends what a killed test run left.
 */
export function openTestDirectory(): string {
  const owner = recordOf(ownerName, process.pid);
  if (!owner) throw new Error('This process is not in the process table.');
  const directory = join(root, `${process.pid}-${owner.startedAt.replaceAll(/\W/g, '')}`);
  claimRecord(ownerDirectory(directory), owner);
  return directory;
}

/** Whether databases of tests are left to the end of the run, whose own PostgreSQL they are in (TEST_DATABASES=kept). */
export function keepsTestDatabases(): boolean {
  return process.env['TEST_DATABASES'] === 'kept';
}

export function runDirectory(directory: string): string {
  return join(directory, 'run');
}

/** Call this as soon as the program is launched. */
export function recordTestProgram(name: string, pid: number, stopSignal: NodeJS.Signals): void {
  const record = recordOf(name, pid);
  if (record) writeRecord(runDirectory(openTestDirectory()), { ...record, stopSignal });
}

/** Ends the programs and removes the folders of owners that have ended. Returns the names of the ended programs. */
export async function sweepTestDirectories(): Promise<string[]> {
  if (!existsSync(root)) return [];
  const ended: string[] = [];
  for (const name of readdirSync(root)) {
    const directory = join(root, name);
    const owner = readRecord(ownerDirectory(directory), ownerName);
    if (owner && isAlive(owner)) continue;
    ended.push(...(await endRecorded(runDirectory(directory), readRecords(runDirectory(directory)), 2_000)));
    rmSync(directory, { recursive: true, force: true });
  }
  return ended;
}

function ownerDirectory(directory: string): string {
  return join(directory, 'owner');
}
