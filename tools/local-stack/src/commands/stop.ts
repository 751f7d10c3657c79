import { endProcess, endRecorded, isAlive, readRecord, SetupProblem } from '@florin/processes';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { runCommand } from './command.ts';
import { findRunningStack } from '../running-stack.ts';
import { readSettings } from '../settings.ts';
import type { StackSettings } from '../settings.ts';
import { parkedFile } from '../processes/supervisor.ts';

await runCommand(async (names) => {
  const settings = readSettings();
  return names.length > 0 ? stopSome(settings, names) : stopAll(settings);
});

async function stopAll(settings: StackSettings): Promise<void> {
  const supervisor = findRunningStack(settings);
  // The supervisor ends its children in order; the records find those of a supervisor that was killed.
  if (supervisor) await endProcess(supervisor, 90_000);
  const ended = await endRecorded(settings.runDirectory);
  console.log(
    supervisor || ended.length > 0 ? 'Florin is stopped; the data stay.' : 'Florin is not running.',
  );
}

/** Stops single processes and keeps them down, for trying what the bank does without them. */
async function stopSome(settings: StackSettings, names: string[]): Promise<void> {
  for (const name of names) {
    const record = readRecord(settings.runDirectory, name);
    if (!record || !isAlive(record)) throw new SetupProblem(`${name} is not running.`);
    mkdirSync(settings.runDirectory, { recursive: true });
    writeFileSync(parkedFile(settings.runDirectory, name), '');
    await endProcess(record);
    if (!findRunningStack(settings)) rmSync(parkedFile(settings.runDirectory, name));
    console.log(`${name} is stopped; "npm start -- ${name}" brings it back.`);
  }
}
