import type { CallOptions, Florin } from '@florin/sdk';
import { Option, type Command } from 'commander';
import { UsageError } from './failure.ts';
import type { Input } from './login/prompt-secret.ts';
import { clientOf, openSession, type Session, type SessionOptions } from './login/session.ts';
import type { Surroundings } from './surroundings.ts';
import { Terminal } from './terminal/terminal.ts';

/** The context of a command. */
export type Work<O> = {
  florin: Florin;
  session: Session;
  terminal: Terminal;
  /** The standard input. */
  input: Input;
  options: O;
  stop: AbortSignal;
};

type Globals = SessionOptions & { json?: true; timeout: string };

/** A commander action that needs no key. */
export function withTerminal<O, A extends string[]>(
  surroundings: Surroundings,
  run: (terminal: Terminal, options: O & Globals, ...args: A) => Promise<void>,
) {
  return async (...given: unknown[]): Promise<void> => {
    const command = given.at(-1) as Command;
    const options = command.optsWithGlobals<O & Globals>();
    const terminal = new Terminal(surroundings.out, surroundings.err, {
      json: options.json === true,
      env: surroundings.env,
    });
    await run(terminal, options, ...(given.slice(0, -2) as A));
  };
}

/** A commander action that calls the bank. */
export function withFlorin<O, A extends unknown[]>(
  surroundings: Surroundings,
  run: (work: Work<O>, ...args: A) => Promise<void>,
) {
  return withTerminal<O, string[]>(surroundings, async (terminal, options, ...args) => {
    const session = openSession(options, surroundings.env);
    const florin = clientOf(session, readWhole('--timeout', options.timeout, 1, 2_000_000));
    const { input, stop } = surroundings;
    await run({ florin, session, terminal, input, options, stop }, ...(args as unknown[] as A));
  });
}

/** A whole number of an option. Throws UsageError. */
export function readWhole(option: string, text: string, least: number, greatest: number): number {
  const number = /^\d+$/.test(text) ? Number(text) : NaN;
  if (!(number >= least && number <= greatest))
    throw new UsageError(`${option} takes a whole number from ${least} to ${greatest}, not "${text}".`);
  return number;
}

/** Examples at the end of a command's help. */
export function examples(command: Command, ...lines: string[]): Command {
  return command.addHelpText('after', `\nExamples:\n${lines.map((line) => `  $ ${line}`).join('\n')}\n`);
}

export type ListOptions = { limit: string; all?: true };

export function addListOptions(command: Command): Command {
  return command
    .option('-n, --limit <count>', 'how many to show', '20')
    .addOption(new Option('--all', 'show every one').conflicts('limit'));
}

/** The number of requested items of a list, and its page size. */
export function limitOf({ limit, all }: ListOptions): { count: number; page: number } {
  const count = all ? Number.POSITIVE_INFINITY : readWhole('--limit', limit, 1, 1_000_000_000);
  // One item more than is shown, to know whether there are more.
  return { count, page: Math.min(100, count + 1) };
}

export type KeyOption = { idempotencyKey?: string };

export function addKeyOption(command: Command): Command {
  return command.option(
    '--idempotency-key <key>',
    'a key of your own: the same command with the same key happens once',
  );
}

export function keyOf({ idempotencyKey }: KeyOption): CallOptions {
  return idempotencyKey ? { idempotencyKey } : {};
}

/** Collects `--metadata key=value`, which may be repeated. */
export function gatherMetadata(text: string, before: Record<string, string> = {}): Record<string, string> {
  const at = text.indexOf('=');
  if (at < 1) throw new UsageError(`--metadata takes key=value, not "${text}".`);
  return { ...before, [text.slice(0, at)]: text.slice(at + 1) };
}

/** Removes undefined fields: the contract distinguishes an absent field from null. */
export function said<T extends object>(fields: T): Said<T> {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Said<T>;
}

/** The fields of T; those that may be undefined may be absent instead. */
export type Said<T> = {
  [K in keyof T as undefined extends T[K] ? never : K]: T[K];
} & { [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined> };
