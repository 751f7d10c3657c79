import { setTimeout as sleep } from 'node:timers/promises';
import type { ProcessRecord } from './process-record.ts';
import { isAlive, readRecords, removeRecord } from './process-record.ts';
import { sendSignal, signalTree } from './program.ts';
import { stopOrder } from './stop-order.ts';

/**
 * Ends what the records name and still is the same process, in order: by SIGTERM first, killed after `withinMs`. Removes
 * the records and returns the names of those that were alive.
 */
export async function endRecorded(
  runDirectory: string,
  records = readRecords(runDirectory),
  withinMs = 30_000,
): Promise<string[]> {
  const alive = records.filter((record) => isAlive(record));
  for (const group of stopOrder(alive.map(({ name }) => name))) {
    await Promise.all(
      alive.filter(({ name }) => group.includes(name)).map((record) => endProcess(record, withinMs)),
    );
  }
  for (const { name } of records) removeRecord(runDirectory, name);
  return alive.map(({ name }) => name);
}

export async function endProcess(record: ProcessRecord, withinMs = 30_000): Promise<void> {
  sendSignal(record.pid, 'SIGCONT'); // A paused process would never see the next one.
  sendSignal(record.pid, record.stopSignal ?? 'SIGTERM');
  if (await isGone(record, withinMs)) return;
  signalTree(record.pid, 'SIGKILL');
  await isGone(record, 5_000);
}

async function isGone(record: ProcessRecord, withinMs: number): Promise<boolean> {
  const deadline = Date.now() + withinMs;
  while (isAlive(record)) {
    if (Date.now() > deadline) return false;
    await sleep(50);
  }
  return true;
}
