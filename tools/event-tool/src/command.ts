import { parseTime, type Logger, type Metrics } from '@florin/service';

/** What every command gets: where Kafka is, where to write, and when to stop. */
export type Surroundings = {
  brokers: readonly string[];
  logger: Logger;
  metrics: Metrics;
  /** An answer, on standard output. */
  print: (line: string) => void;
  /** How far the work is, on standard error. */
  progress: (line: string) => void;
  /** Aborts when the person interrupts. */
  signal: AbortSignal;
};

export type Options = Record<string, string | boolean | undefined>;

export type Command = {
  usage: string;
  does: string;
  /** Option names without dashes; `--json` goes without saying. */
  options: Record<string, 'text' | 'switch'>;
  run(given: { words: string[]; options: Options }, around: Surroundings): Promise<void>;
};

/** Asked in a way that makes no sense: exit code 2. */
export class Misuse extends Error {}

/** The person asked for something that cannot be: said in one line, exit code 1. */
export class CannotDo extends Error {}

/** A time as people write it; without one it is a Misuse. */
export function momentOf(text: string): Date {
  const time = parseTime(text);
  if (!time) throw new Misuse(`"${text}" is not a time: write it as 2026-11-22T00:00:00Z.`);
  return time;
}
