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
  /** The pause before its first restart, default 2,000. Each further restart doubles it. */
  restartAfterMs?: number;
  describe: () => ProgramDescription | Promise<ProgramDescription>;
};

export type Supervisor = {
  /** Starts the member, and restarts it whenever it ends. Rejects only when the first start fails. */
  start(member: Member): Promise<void>;
  /** Whether the member was started and not ended. */
  has(name: string): boolean;
  /** Ends one member for good. */
  end(name: string): Promise<void>;
  /** Ends everything, the API first and the services last. With `now` it sends SIGKILL. */
  stop(now?: boolean): Promise<void>;
};

const usualPauseMs = 2_000;
const longestPauseMs = 30_000;
/** After this long a program counts as healthy, and its next restart has the first pause again. */
const healthyAfterMs = 60_000;

/** `npm run stop -- fraud` creates this file, `npm start -- fraud` removes it. In between the member is not restarted. */
export function parkedFile(runDirectory: string, name: string): string {
  return join(runDirectory, `${name}.parked`);
}

/** Owns child processes, each with a record in `runDirectory`. With `revive: false` it restarts nothing. */
export function createSupervisor(options: { runDirectory: string; say: Say; revive?: boolean }): Supervisor {
  const { runDirectory, say, revive = true } = options;
  const running = new Map<string, RunningProgram>();
  const stopping = new AbortController();
  const members = new Set<string>();

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
    const { signal } = stopping;
    const parked = () => isParked(parkedFile(runDirectory, member.name), member.name, say, signal);
    for (let failures = 0; ; failures++) {
      const startedAtMs = Date.now();
      const exit = await program?.exited;
      if (stopping.signal.aborted || !members.has(member.name)) return;
      if (Date.now() - startedAtMs > healthyAfterMs) failures = 0;
      if (await parked()) failures = -1;
      else if (exit)
        say(`${member.name} ended (${exit.signal ?? `exit code ${exit.code}`}), starting it again`);
      await pause(failures < 0 ? 0 : Math.min(firstPauseMs * 2 ** failures, longestPauseMs), signal);
      await parked(); // It may have been parked during the pause.
      if (stopping.signal.aborted) return;
      program = await launch(member).catch((error: Error) => void say(error.message));
      if (program && !stopping.signal.aborted) say(`${member.name} is back`);
    }
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
      members.add(member.name);
      if (revive) void keepRunning(member, program);
    },
    has: (name) => members.has(name),
    end: async (name) => {
      members.delete(name);
      await end(name, false);
      running.delete(name);
    },
    stop: async (now = false) => {
      stopping.abort();
      for (const group of stopOrder([...running.keys()])) {
        await Promise.all(group.map((name) => end(name, now)));
      }
    },
  };
}

/** Waits while the member of this file is parked, until `npm start -- <name>`. Returns whether it was parked. */
async function isParked(file: string, name: string, say: Say, signal: AbortSignal): Promise<boolean> {
  if (!existsSync(file)) return false;
  say(`${name} is stopped until "npm start -- ${name}"`);
  while (existsSync(file) && !signal.aborted) await pause(200, signal);
  return true;
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined);
}
