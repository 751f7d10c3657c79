import { SetupProblem } from '@florin/processes';

/** The main() of every command here: a SetupProblem is one line and exit code 1, a bug keeps its stack. */
export async function runCommand(command: (args: string[]) => Promise<number | void>): Promise<void> {
  try {
    process.exitCode = (await command(process.argv.slice(2))) ?? 0;
  } catch (error) {
    console.error(error instanceof SetupProblem ? error.message : error);
    process.exitCode = 1;
  }
}

/**
 * The first SIGINT, SIGTERM or (in a terminal that closes) SIGHUP ends gracefully, a second one at once. One Ctrl-C
 * can arrive several times, from the terminal and from npm: what comes within a second is the same one.
 */
export function onSignals(end: () => Promise<void>, endNow: () => Promise<void>, exitCode = 0): void {
  let firstAtMs: number | undefined;
  const handle = (signal: NodeJS.Signals) => {
    if (signal === 'SIGHUP' && !process.stdin.isTTY) return; // Started in the background: outlive the shell.
    if (firstAtMs === undefined) {
      firstAtMs = Date.now();
      void end().finally(() => process.exit(exitCode));
    } else if (Date.now() - firstAtMs > 1_000) {
      void endNow().finally(() => process.exit(1));
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, handle);
}
