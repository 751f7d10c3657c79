import { CommanderError } from 'commander';
import { exitCodes } from './exit-codes.ts';
import { failureOf } from './failure.ts';
import { Interrupted } from './login/prompt-secret.ts';
import { bankAddress, type SessionOptions } from './login/session.ts';
import { buildProgram } from './program.ts';
import type { Surroundings } from './surroundings.ts';
import { Terminal } from './terminal/terminal.ts';
import { candidates } from './completion/candidates.ts';
import { completionWord } from './completion/scripts.ts';

/** Runs a command line and returns the exit code. Errors are printed on stderr. */
export async function run(args: string[], surroundings: Surroundings): Promise<number> {
  const program = buildProgram(surroundings);
  const [first, ...words] = args;
  if (first === completionWord) {
    for (const text of candidates(program, words)) surroundings.out.write(`${text}\n`);
    return exitCodes.ok;
  }
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCodes.ok;
  } catch (error) {
    // Help and version end here too, with a 0. Help that was not requested is the answer to an invalid command.
    if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.ok;
    if (error instanceof CommanderError && error.code === 'commander.help') return exitCodes.usage;
    if (error instanceof Interrupted) return exitCodes.interrupted;
    const options = program.opts<SessionOptions & { json?: true }>();
    const { out, err, env } = surroundings;
    const failure = failureOf(error, bankAddress(options, env));
    new Terminal(out, err, { json: options.json === true, env }).fail(failure);
    return failure.exitCode;
  }
}
