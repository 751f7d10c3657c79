import { openTestDirectory, recordTestProgram, startProgram } from '@florin/processes';
import type { ProgramDescription, RunningProgram } from '@florin/processes';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** A program that belongs to one test, which may pause, kill and restart it. */
export type PrivateProgram = {
  /** Stops its execution. Its sockets stay open, and it answers nothing. */
  pause(): void;
  resume(): void;
  /** Sends SIGKILL and resolves when it has ended. Its data stay. */
  kill(): Promise<void>;
  /** Kills it if it runs, starts it on the same port with the same data, and resolves when it is ready. */
  restart(): Promise<void>;
  /** Sends its stop signal, as an orchestrator does, and resolves when it has ended. Its data stay. */
  end(): Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  /** Ends it and removes its data. */
  stop(): Promise<void>;
  /** Its output so far, of all its starts. */
  logs(): string;
  pid(): number;
  /** Whether it has ended. */
  hasEnded(): boolean;
};

export type Place = { directory: string; logFile: string };

/** Creates a folder for one program's data and log. */
export function openPlace(name: string): Place {
  const directory = join(openTestDirectory(), `${name}-${randomBytes(4).toString('hex')}`);
  mkdirSync(directory, { recursive: true });
  return { directory, logFile: join(directory, `${name}.log`) };
}

/** Starts a program. `describe` is called for each start. */
export async function startPrivately(
  place: Place,
  describe: () => ProgramDescription | Promise<ProgramDescription>,
): Promise<PrivateProgram> {
  const id = `${place.directory.split('/').at(-1)}`;
  const launch = async (): Promise<RunningProgram> =>
    startProgram(await describe(), ({ pid, stopSignal }) => recordTestProgram(id, pid, stopSignal));
  let program = await launch();
  return {
    pause: () => program.pause(),
    resume: () => program.resume(),
    kill: () => program.kill(),
    restart: async () => {
      await program.kill();
      program = await launch();
    },
    end: async () => {
      await program.stop();
      return program.exited;
    },
    stop: async () => {
      program.resume(); // A paused program would not receive the signal.
      await program.stop(5_000);
      rmSync(place.directory, { recursive: true, force: true });
    },
    logs: () => readFileSync(place.logFile, 'utf8'),
    pid: () => program.pid,
    hasEnded: () => program.hasExited(),
  };
}
