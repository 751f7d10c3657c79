import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { processTree } from './process-table.ts';
import { SetupProblem } from './setup-problem.ts';
import { failureLine } from './failure-line.ts';
import { hasCode } from './error-code.ts';

export type ProgramDescription = {
  name: string;
  command: string;
  args: string[];
  env?: Record<string, string | undefined>;
  cwd?: string;
  logFile: string;
  /** The signal after which the program ends by itself, finishing what it does. */
  stopSignal?: NodeJS.Signals;
  isReady: () => Promise<boolean>;
  readyWithinMs: number;
};

type Exit = { code: number | null; signal: NodeJS.Signals | null };

/**
 * One program that runs in a process group of its own, so that the terminal's Ctrl-C reaches its starter only,
 * which then ends everything in order.
 */
export type RunningProgram = {
  readonly name: string;
  readonly pid: number;
  readonly logFile: string;
  readonly stopSignal: NodeJS.Signals;
  readonly exited: Promise<Exit>;
  hasExited(): boolean;
  /** SIGSTOP for it and its children: it keeps its sockets and answers nothing. */
  pause(): void;
  resume(): void;
  /** SIGKILL for it and its children; resolves when it is gone. */
  kill(): Promise<void>;
  /** Sends it SIGTERM, and kills it after `withinMs`. */
  stop(withinMs?: number): Promise<void>;
};

/** Resolves when the program is ready; throws a SetupProblem with the log's last line when it ends or stays silent. */
export async function startProgram(
  description: ProgramDescription,
  onLaunch?: (program: RunningProgram) => void,
): Promise<RunningProgram> {
  const program = launch(description);
  onLaunch?.(program);
  try {
    await waitUntilReady(description, program);
    return program;
  } catch (error) {
    await program.kill();
    throw error;
  }
}

function launch(description: ProgramDescription): RunningProgram {
  mkdirSync(dirname(description.logFile), { recursive: true });
  const log = openSync(description.logFile, 'a');
  const child = spawn(description.command, description.args, {
    cwd: description.cwd,
    env: { ...process.env, ...description.env },
    stdio: ['ignore', log, log],
    detached: true,
  });
  closeSync(log);
  let hasExited = false;
  const exited = new Promise<Exit>((resolve) => {
    const settle = (exit: Exit) => {
      hasExited = true;
      resolve(exit);
    };
    child.once('error', () => settle({ code: 127, signal: null }));
    child.once('exit', (code, signal) => settle({ code, signal }));
  });
  const pid = child.pid ?? 0;
  const stopSignal = description.stopSignal ?? 'SIGTERM';
  return {
    name: description.name,
    pid,
    stopSignal,
    logFile: description.logFile,
    exited,
    hasExited: () => hasExited,
    pause: () => signalTree(pid, 'SIGSTOP'),
    resume: () => signalTree(pid, 'SIGCONT'),
    kill: async () => {
      if (!hasExited) signalTree(pid, 'SIGKILL');
      await exited;
    },
    stop: async (withinMs = 30_000) => {
      if (hasExited) return;
      sendSignal(pid, stopSignal);
      const timeout = new AbortController();
      await Promise.race([exited, sleep(withinMs, undefined, { signal: timeout.signal })]);
      timeout.abort();
      if (!hasExited) signalTree(pid, 'SIGKILL');
      await exited;
    },
  };
}

async function waitUntilReady(description: ProgramDescription, program: RunningProgram): Promise<void> {
  const deadline = Date.now() + description.readyWithinMs;
  while (Date.now() < deadline) {
    if (program.hasExited()) break;
    if (await description.isReady()) return;
    await sleep(50);
  }
  const happened = program.hasExited()
    ? 'ended while starting'
    : `was not ready within ${description.readyWithinMs / 1000} s`;
  throw new SetupProblem(
    `${description.name} ${happened}: ${failureLine(readFileSync(description.logFile, 'utf8'))} (${description.logFile})`,
  );
}

/** The parent first, so that it cannot start new children while they get theirs. */
export function signalTree(pid: number, signal: NodeJS.Signals): void {
  if (pid <= 0) return;
  for (const member of processTree(pid)) sendSignal(member, signal);
}

export function sendSignal(pid: number, signal: NodeJS.Signals): void {
  if (pid <= 0) return; // It never started; 0 would address our own process group.
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (!hasCode(error, 'ESRCH')) throw error; // It is gone: that is what we wanted.
  }
}
