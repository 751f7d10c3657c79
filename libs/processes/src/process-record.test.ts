import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endRecorded } from './end-recorded.ts';
import { claimRecord, isAlive, readRecords, recordOf, writeRecord } from './process-record.ts';

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'florin-records-'));
});

afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

test('a pid that another process has by now is not taken for the one that was started', () => {
  const own = recordOf('api', process.pid);
  if (!own) throw new Error('this process runs');
  expect(isAlive(own)).toBe(true);
  expect(isAlive({ ...own, startedAt: 'earlier' })).toBe(false);
});

test('stopping ends what was recorded, and leaves a process alone whose pid was used again', async () => {
  const [ours, outsider] = [sleeper(), sleeper()];
  const record = recordOf('fraud', ours.pid ?? 0);
  if (!record) throw new Error('it was just started');
  writeRecord(directory, record);
  writeRecord(directory, { name: 'api', pid: outsider.pid ?? 0, startedAt: 'before the outsider' });

  expect(await endRecorded(directory)).toEqual(['fraud']);

  expect(isAlive(record)).toBe(false);
  expect(recordOf('outsider', outsider.pid ?? 0)).toBeDefined();
  expect(readRecords(directory)).toEqual([]);
  outsider.kill('SIGKILL');
});

test('a process that was paused is ended all the same', async () => {
  const paused = sleeper();
  const record = recordOf('worker', paused.pid ?? 0);
  if (!record) throw new Error('it was just started');
  writeRecord(directory, record);
  paused.kill('SIGSTOP');
  expect(await endRecorded(directory)).toEqual(['worker']);
  expect(isAlive(record)).toBe(false);
});

test('of two starts at the same moment one becomes the owner', () => {
  const record = { name: 'florin', pid: 1, startedAt: '1' };
  expect(claimRecord(directory, record)).toBe(true);
  expect(claimRecord(directory, { ...record, pid: 2 })).toBe(false);
});

function sleeper() {
  return spawn('sleep', ['60'], { stdio: 'ignore', detached: true });
}
