import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export type K6Run = {
  k6: string;
  script: string;
  /** The file with the run's plan (plan.ts). */
  planFile: string;
  /** The file for the scenario's journal: one JSON object per line. */
  journalFile: string;
};

/** Runs one scenario and returns k6's exit code: 99 when a threshold was missed. */
export async function runK6({ k6, script, planFile, journalFile }: K6Run): Promise<number> {
  const journal = ['--log-format', 'raw', '--console-output', journalFile];
  // An empty address turns k6's control port off, because two runs cannot share it.
  const quiet = ['--summary-mode', 'compact', '--address', '', '--no-usage-report'];
  const args = ['run', ...journal, ...quiet, '--env', `PLAN=${planFile}`, script];
  const child = spawn(k6, args, { stdio: ['inherit', 'inherit', 'pipe'] });
  // k6 prints one such line for every lost answer, without its URL. The scenario counts them as retried_requests.
  createInterface(child.stderr).on('line', (line) => line === 'Request Failed' || console.error(line));
  // The terminal sends Ctrl-C to k6 too. k6 ends the scenario early, and the balances are still checked.
  const stay = () => {};
  process.on('SIGINT', stay);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
  process.off('SIGINT', stay);
  return code ?? 1;
}
