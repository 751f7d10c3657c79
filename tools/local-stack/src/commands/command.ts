import { SetupProblem } from '@florin/processes';

/** Runs a command. A SetupProblem is printed as one line with exit code 1; other errors keep their stack. */
export async function runCommand(command: (args: string[]) => Promise<number | void>): Promise<void> {
  try {
    process.exitCode = (await command(process.argv.slice(2))) ?? 0;
  } catch (error) {
    console.error(error instanceof SetupProblem ? error.message : error);
    process.exitCode = 1;
  }
}

/**
 * The first SIGINT, SIGTERM or SIGHUP (of a closing terminal) ends gracefully, a second one at once. One Ctrl-C can arrive
 * several times, from the terminal and from npm, so signals within a second count as one.
 */
export function onSignals(end: () => Promise<void>, endNow: () => Promise<void>, exitCode = 0): void {
  let firstAtMs: number | undefined;
  const handle = (signal: NodeJS.Signals) => {
    if (signal === 'SIGHUP' && !process.stdin.isTTY) return; // It was started in the background and outlives the shell.
    if (firstAtMs === undefined) {
      firstAtMs = Date.now();
      void end().finally(() => process.exit(exitCode));
    } else if (Date.now() - firstAtMs > 1_000) {
      void endNow().finally(() => process.exit(1));
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, handle);
}
