import { describeRedis, freePort, isAlive, isListening, readRecord } from '@florin/processes';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createSupervisor, parkedFile } from '../../src/processes/supervisor.ts';
import type { Supervisor } from '../../src/processes/supervisor.ts';

let directory: string;
let port: number;
let supervisor: Supervisor;
const lines: string[] = [];

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'florin-supervisor-'));
  port = await freePort();
  lines.length = 0;
  supervisor = createSupervisor({ runDirectory: directory, say: (line) => lines.push(line) });
  const logFile = join(directory, 'redis.log');
  const describe = () => describeRedis({ name: 'redis-1', directory, port, logFile });
  await supervisor.start({ name: 'redis-1', port, describe });
});

afterEach(async () => {
  await supervisor.stop();
  rmSync(directory, { recursive: true, force: true });
});

test('what is killed is back within seconds, with a line that says so', async () => {
  process.kill(recorded().pid, 'SIGKILL');
  await until(() => lines.includes('redis-1 is back'));
  expect(await isListening(port)).toBe(true);
  expect(lines[0]).toBe('redis-1 ended (SIGKILL), starting it again');
});

test('a parked program stays down until it is resumed', async () => {
  writeFileSync(parkedFile(directory, 'redis-1'), '');
  process.kill(recorded().pid, 'SIGTERM');
  await until(() => lines.length === 1);
  await sleep(2_500); // Longer than the pause after which a killed one comes back.
  expect(await isListening(port)).toBe(false);
  rmSync(parkedFile(directory, 'redis-1'));
  await until(() => lines.includes('redis-1 is back'));
  expect(await isListening(port)).toBe(true);
});

test('stopping ends it for good and leaves no record', async () => {
  const record = recorded();
  await supervisor.stop();
  expect(isAlive(record)).toBe(false);
  expect(readRecord(directory, 'redis-1')).toBeUndefined();
});

function recorded() {
  const record = readRecord(directory, 'redis-1');
  if (!record) throw new Error('redis-1 has no record');
  return record;
}

async function until(isTrue: () => boolean): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!isTrue()) {
    if (Date.now() > deadline)
      throw new Error(`It did not come true; the supervisor said: ${lines.join(' | ')}`);
    await sleep(50);
  }
}
