#!/usr/bin/env node
import { CommanderError } from 'commander';
import { candidates } from './completion/candidates.ts';
import { completionWord } from './completion/scripts.ts';
import { exitCodes } from './exit-codes.ts';
import { failureOf } from './failure.ts';
import { Interrupted } from './login/ask-secret.ts';
import { openSession } from './login/session.ts';
import { buildProgram } from './program.ts';
import type { Surroundings } from './surroundings.ts';
import { Terminal } from './terminal/terminal.ts';

const stop = new AbortController();
const surroundings: Surroundings = {
  env: process.env,
  input: process.stdin,
  out: process.stdout,
  err: process.stderr,
  stop: stop.signal,
};

/** The first Ctrl-C ends a long command in order, the second at once. */
function onSignal(): void {
  if (stop.signal.aborted) process.exit(exitCodes.interrupted);
  stop.abort(new Interrupted('interrupted'));
}

async function main(args: string[]): Promise<number> {
  const program = buildProgram(surroundings);
  const [first, ...words] = args;
  if (first === completionWord) {
    for (const text of candidates(program, words)) process.stdout.write(`${text}\n`);
    return exitCodes.ok;
  }
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCodes.ok;
  } catch (error) {
    // Help and version end like this too, with a 0; help that nobody asked for is an answer to a wrong command.
    if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.ok;
    if (error instanceof Interrupted) return exitCodes.interrupted;
    if (error instanceof CommanderError && error.code === 'commander.help') return exitCodes.usage;
    const { json, profile, url } = program.opts<{ json?: true; profile?: string; url?: string }>();
    const terminal = new Terminal(process.stdout, process.stderr, { json: json === true, env: process.env });
    const failure = failureOf(error, addressOf({ ...(profile ? { profile } : {}), ...(url ? { url } : {}) }));
    terminal.fail(failure);
    return failure.exitCode;
  }
}

/** Where the pages about errors are; a failure that comes of having no address has none. */
function addressOf(options: { profile?: string; url?: string }): string | undefined {
  try {
    return openSession(options, process.env).url;
  } catch {
    return undefined;
  }
}

process.on('SIGINT', onSignal);
process.on('SIGTERM', onSignal);
// `florin transactions list | head` closes our end: not an error, there is nobody left to tell.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(exitCodes.ok);
  throw error;
});
process.exitCode = await main(process.argv.slice(2));
