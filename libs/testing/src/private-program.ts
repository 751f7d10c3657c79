import { openTestDirectory, recordTestProgram, startProgram } from '@florin/processes';
import type { ProgramDescription, RunningProgram } from '@florin/processes';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** A program that belongs to one test, which may treat it as badly as the world would. */
export type PrivateProgram = {
  /** Stands still with its sockets open: it answers nothing and refuses nothing. */
  pause(): void;
  resume(): void;
  /** SIGKILL; resolves when it is gone. Its data stay. */
  kill(): Promise<void>;
  /** Starts it on the same port with the same data, killing it first when it runs; resolves when it is ready. */
  restart(): Promise<void>;
  /** Asks it to end as an orchestrator would, and resolves when it has. Its data stay. */
  end(): Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  /** Ends it and removes its data. */
  stop(): Promise<void>;
  /** All it wrote so far, of all its lives. */
  logs(): string;
  pid(): number;
  /** Whether it is gone, by whosever hand. */
  hasEnded(): boolean;
};

export type Place = { directory: string; logFile: string };

/** A folder of its own for one program's data and log. */
export function openPlace(name: string): Place {
  const directory = join(openTestDirectory(), `${name}-${randomBytes(4).toString('hex')}`);
  mkdirSync(directory, { recursive: true });
  return { directory, logFile: join(directory, `${name}.log`) };
}

/** `describe` is called anew for each start. */
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
      program.resume(); // A paused program would not hear that it shall end.
      await program.stop(5_000);
      rmSync(place.directory, { recursive: true, force: true });
    },
    logs: () => readFileSync(place.logFile, 'utf8'),
    pid: () => program.pid,
    hasEnded: () => program.hasExited(),
  };
}
