import {
  type ProgramDescription,
  recordOf,
  removeRecord,
  type RunningProgram,
  startProgram,
  stopOrder,
  writeRecord,
} from '@florin/processes';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Say } from '../narration.ts';

export type Member = {
  name: string;
  port: number;
  /** The pause after its first unasked end (default 2,000); each further one doubles it. */
  restartAfterMs?: number;
  describe: () => ProgramDescription | Promise<ProgramDescription>;
};

export type Supervisor = {
  /** Starts the member and from then on again whenever it ends unasked; throws only when the first start fails. */
  start(member: Member): Promise<void>;
  /** Ends everything, the API first and the services last; `now` kills instead of asking. */
  stop(now?: boolean): Promise<void>;
};

const usualPauseMs = 2_000;
const longestPauseMs = 30_000;
/** A program that ran this long is taken as healthy again: its next end is the first of a new row. */
const healthyAfterMs = 60_000;

/** `npm run stop -- fraud` leaves this file, `npm start -- fraud` removes it: the member stays down in between. */
export function parkedFile(runDirectory: string, name: string): string {
  return join(runDirectory, `${name}.parked`);
}

/** Owns child processes, each with a record in `runDirectory`; `revive: false` leaves what ended as it is. */
export function createSupervisor(options: { runDirectory: string; say: Say; revive?: boolean }): Supervisor {
  const { runDirectory, say, revive = true } = options;
  const running = new Map<string, RunningProgram>();
  const stopping = new AbortController();

  async function launch(member: Member): Promise<RunningProgram> {
    const description = await member.describe();
    stopping.signal.throwIfAborted();
    return startProgram(description, (program) => {
      running.set(member.name, program);
      const record = recordOf(member.name, program.pid);
      if (record) writeRecord(runDirectory, { ...record, port: member.port, stopSignal: program.stopSignal });
      if (stopping.signal.aborted) void program.kill();
    });
  }

  async function keepRunning(member: Member, first: RunningProgram): Promise<void> {
    let program: RunningProgram | undefined = first;
    const firstPauseMs = member.restartAfterMs ?? usualPauseMs;
    for (let failures = 0; ; failures++) {
      const startedAtMs = Date.now();
      const exit = await program?.exited;
      if (stopping.signal.aborted) return;
      if (Date.now() - startedAtMs > healthyAfterMs) failures = 0;
      if (await isParked(member)) failures = -1;
      else if (exit)
        say(`${member.name} ended (${exit.signal ?? `exit code ${exit.code}`}), starting it again`);
      await pause(failures < 0 ? 0 : Math.min(firstPauseMs * 2 ** failures, longestPauseMs));
      if (stopping.signal.aborted) return;
      program = await launch(member).catch((error: Error) => void say(error.message));
      if (program && !stopping.signal.aborted) say(`${member.name} is back`);
    }
  }

  /** Resolves when the member may run: at once as a rule, after `npm start -- <name>` when it was parked. */
  async function isParked(member: Member): Promise<boolean> {
    const file = parkedFile(runDirectory, member.name);
    if (!existsSync(file)) return false;
    say(`${member.name} is stopped until "npm start -- ${member.name}"`);
    while (existsSync(file) && !stopping.signal.aborted) await pause(200);
    return true;
  }

  async function pause(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: stopping.signal }).catch(() => undefined);
  }

  async function end(name: string, now: boolean): Promise<void> {
    const program = running.get(name);
    await (now ? program?.kill() : program?.stop());
    removeRecord(runDirectory, name);
    rmSync(parkedFile(runDirectory, name), { force: true });
  }

  return {
    start: async (member) => {
      const program = await launch(member);
      if (revive) void keepRunning(member, program);
    },
    stop: async (now = false) => {
      stopping.abort();
      for (const group of stopOrder([...running.keys()])) {
        await Promise.all(group.map((name) => end(name, now)));
      }
    },
  };
}
