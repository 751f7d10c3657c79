import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync, closeSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** The terminal of somebody who reads a page: variables and background jobs last from block to block. */
export type Shell = {
  /** Types a block in, and gives what went wrong with it. */
  run(text: string): Promise<string[]>;
  /** Everything that was printed since the last block was typed in, by jobs in the background too. */
  printed(): string[];
  /** Ends it, and with it what it has left running. */
  close(): void;
};

/** Bodies come without a line end, and would run into what is printed next. */
const setUp = `set -uEo pipefail
trap 'echo "failed: $BASH_COMMAND" >&3' ERR
curl() { command curl "$@" && echo; }
`;

export function openShell(directory: string, env: NodeJS.ProcessEnv): Shell {
  const log = join(directory, 'shell.log');
  const output = openSync(log, 'w');
  // A process group of its own, so that its background jobs are found again.
  const bash = spawn('bash', ['--noprofile', '--norc'], {
    cwd: directory,
    env,
    detached: true,
    stdio: ['pipe', output, output, 'pipe'],
  });
  closeSync(output);
  const reported = createInterface({ input: bash.stdio[3] as Readable })[Symbol.asyncIterator]();
  const ended = once(bash, 'exit').then(() => ({ done: true, value: '' }));
  bash.stdin!.write(setUp);
  let begin = 0;
  let blocks = 0;
  const text = () => readFileSync(log, 'utf8');
  return {
    async run(block) {
      begin = text().length;
      const file = `block-${(blocks += 1)}.sh`;
      writeFileSync(join(directory, file), block);
      bash.stdin!.write(`. ./${file}; echo done >&3\n`);
      const failures: string[] = [];
      for (;;) {
        const { done, value } = await Promise.race([reported.next(), ended]);
        if (done) return [...failures, `the shell ended: ${text().slice(begin)}`];
        if (value === 'done') return failures;
        failures.push(`${value}\n${text().slice(begin)}`);
      }
    },
    printed: () => text().slice(begin).split(/\r?\n/),
    close() {
      if (bash.pid === undefined) return;
      try {
        process.kill(-bash.pid, 'SIGKILL');
      } catch (error) {
        // It has ended by itself, and left nothing behind.
        if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
      }
    },
  };
}
