import type { OperatorAction } from '@florin/database';
import type { EventLogAddress } from '@florin/messaging';
import { parseTime, type Logger, type Metrics } from '@florin/service';

/** The context of every command: the address of the event log, the output, and the abort signal. */
export type Surroundings = {
  eventLog: EventLogAddress;
  logger: Logger;
  metrics: Metrics;
  /** Prints a result on standard output. */
  print: (line: string) => void;
  /** Prints progress on standard error. */
  progress: (line: string) => void;
  /**
   * Records in the audit log what the command is about to change, with the operator's name. Needs DATABASE_URL; without a
   * record nothing is changed.
   */
  record: (action: Omit<OperatorAction, 'actor'>) => Promise<void>;
  /** Aborted by Ctrl-C. */
  signal: AbortSignal;
};

export type Options = Record<string, string | boolean | undefined>;

export type Command = {
  usage: string;
  does: string;
  /** Option names without dashes. Every command also has `--json` and `--operator`. */
  options: Record<string, 'text' | 'switch'>;
  run(given: { words: string[]; options: Options }, around: Surroundings): Promise<void>;
};

/** The command line is invalid: exit code 2. */
export class Misuse extends Error {}

/** The command cannot be done: one line of text, exit code 1. */
export class CannotDo extends Error {}

/** Parses a time. Throws Misuse when it is missing or invalid. */
export function momentOf(text: string): Date {
  const time = parseTime(text);
  if (!time) throw new Misuse(`"${text}" is not a time: write it as 2026-11-22T00:00:00Z.`);
  return time;
}
