import type { Database } from '@florin/database';

/** One row of a result: names and values. */
export type Row = Record<string, string | null>;

export interface Answer {
  rows: Row[];
  /** Printed after the rows for people, and left out of --json and --csv. */
  remark?: string;
  /** The next page of a long list, which --csv writes too. */
  next?: (() => Promise<Answer>) | undefined;
  /** What people read instead of a table. */
  lines?: string[];
  /** The command was carried out, and what it found is an exit code of 1. */
  failed?: boolean;
}

/** A command of the operators' tool. */
export interface Command {
  /** The command line, as the usage shows it. */
  usage: string;
  does: string;
  /** Option names without dashes; required ones are marked. */
  options: Record<string, 'required' | 'optional'>;
  /** Whether --json prints an array. */
  answersMany: boolean;
  run(
    database: Database,
    options: Record<string, string | undefined>,
    context: { url: string; operator: string; env: Record<string, string | undefined> },
  ): Promise<Answer>;
}

/** The command cannot be done: one line of text, without a stack. */
export class CannotDo extends Error {}
