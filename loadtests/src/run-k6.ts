import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export type K6Run = {
  k6: string;
  script: string;
  /** A file with the run's plan (see plan.ts), which the scenario opens. */
  planFile: string;
  /** Where the scenario's journal goes: one JSON object a line. */
  journalFile: string;
};

/** Runs one scenario to its end and gives k6's exit code: 99 when a threshold was missed. */
export async function runK6({ k6, script, planFile, journalFile }: K6Run): Promise<number> {
  const journal = ['--log-format', 'raw', '--console-output', journalFile];
  // An empty address turns k6's control port off: two runs would fight for it.
  const quiet = ['--summary-mode', 'compact', '--address', '', '--no-usage-report'];
  const args = ['run', ...journal, ...quiet, '--env', `PLAN=${planFile}`, script];
  const child = spawn(k6, args, { stdio: ['inherit', 'inherit', 'pipe'] });
  // One such line for every lost answer, without a word on which; the scenario counts them as asked_again.
  createInterface(child.stderr).on('line', (line) => line === 'Request Failed' || console.error(line));
  // Ctrl-C reaches k6 by itself; it ends the scenario early, and the balances are checked all the same.
  const stay = () => {};
  process.on('SIGINT', stay);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
  process.off('SIGINT', stay);
  return code ?? 1;
}
