import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startOf } from './process-table.ts';
import { hasCode } from './error-code.ts';

/** The content of `.local/run/<name>.json`, by which a later command ends exactly what an earlier one started. */
export type ProcessRecord = {
  name: string;
  pid: number;
  startedAt: string;
  port?: number;
  url?: string;
  stopSignal?: NodeJS.Signals;
};

export function recordOf(name: string, pid: number): ProcessRecord | undefined {
  const startedAt = startOf(pid);
  return startedAt === undefined ? undefined : { name, pid, startedAt };
}

export function writeRecord(runDirectory: string, record: ProcessRecord): void {
  mkdirSync(runDirectory, { recursive: true });
  const path = join(runDirectory, `${record.name}.json`);
  writeFileSync(`${path}.new`, `${JSON.stringify(record)}\n`);
  renameSync(`${path}.new`, path);
}

/** Writes the record if there is none. Of two starts at the same moment, one gets true. */
export function claimRecord(runDirectory: string, record: ProcessRecord): boolean {
  mkdirSync(runDirectory, { recursive: true });
  try {
    writeFileSync(join(runDirectory, `${record.name}.json`), `${JSON.stringify(record)}\n`, { flag: 'wx' });
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

export function removeRecord(runDirectory: string, name: string): void {
  rmSync(join(runDirectory, `${name}.json`), { force: true });
}

export function readRecord(runDirectory: string, name: string): ProcessRecord | undefined {
  return readRecords(runDirectory).find((record) => record.name === name);
}

export function readRecords(runDirectory: string): ProcessRecord[] {
  return listJson(runDirectory).flatMap((file) => {
    try {
      return [JSON.parse(readFileSync(join(runDirectory, file), 'utf8')) as ProcessRecord];
    } catch {
      return []; // Its owner has removed it since.
    }
  });
}

/** Returns false when the process has ended, also when another process has its pid now. */
export function isAlive(record: ProcessRecord, startedAtOf: (pid: number) => string | undefined = startOf) {
  return startedAtOf(record.pid) === record.startedAt;
}

function listJson(directory: string): string[] {
  try {
    return readdirSync(directory).filter((file) => file.endsWith('.json'));
  } catch {
    return [];
  }
}
