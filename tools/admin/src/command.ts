import type { Database } from '@florin/database';

/** One line of an answer: what a thing is called, and its value. */
export type Row = Record<string, string | null>;

export interface Answer {
  rows: Row[];
  /** Said to people, after the rows, and left out of --json. */
  remark?: string;
}

/** What a person asks of the bank's operators' tool. */
export interface Command {
  /** How it is called, word for word, as the usage shows it. */
  usage: string;
  does: string;
  /** Option names without dashes; those that must be there are marked. */
  options: Record<string, 'required' | 'optional'>;
  /** Whether --json gives an array. */
  answersMany: boolean;
  run(database: Database, options: Record<string, string | undefined>): Promise<Answer>;
}

/** The person asked for something that cannot be: said in one line, without a stack. */
export class CannotDo extends Error {}
