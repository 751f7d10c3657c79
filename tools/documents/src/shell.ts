import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync, closeSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { isNativeError } from 'node:util/types';

/** The reader's shell: variables and background jobs last from block to block. */
export type Shell = {
  /** Runs a block and returns its failures. */
  run(text: string): Promise<string[]>;
  /** All output since the start of the last block, including that of background jobs. */
  printed(): string[];
  /** Ends the shell and its background jobs. */
  close(): void;
};

/** Response bodies have no line end and would run into the next output. */
const setUp = `set -uEo pipefail
trap 'echo "failed: $BASH_COMMAND" >&3' ERR
curl() { command curl "$@" && echo; }
`;

export function openShell(directory: string, env: NodeJS.ProcessEnv): Shell {
  const log = join(directory, 'shell.log');
  const output = openSync(log, 'w');
  // The shell gets its own process group, so that its background jobs can be ended.
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
        // The shell has already ended.
        if (!(isNativeError(error) && 'code' in error && error.code === 'ESRCH')) throw error;
      }
    },
  };
}
