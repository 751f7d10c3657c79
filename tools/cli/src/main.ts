#!/usr/bin/env node
import { exitCodes } from './exit-codes.ts';
import { Interrupted } from './login/prompt-secret.ts';
import { run } from './run.ts';

const stop = new AbortController();

/** The first Ctrl-C ends a long command in order, the second immediately. */
function onSignal(): void {
  if (stop.signal.aborted) process.exit(exitCodes.interrupted);
  stop.abort(new Interrupted('interrupted'));
}

process.on('SIGINT', onSignal);
process.on('SIGTERM', onSignal);
// `florin transactions list | head` closes the pipe. That is not an error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(exitCodes.ok);
  throw error;
});
process.exitCode = await run(process.argv.slice(2), {
  env: process.env,
  input: process.stdin,
  out: process.stdout,
  err: process.stderr,
  stop: stop.signal,
});
