import { statSync } from 'node:fs';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { UsageError } from './failure.ts';
import type { Input } from './login/prompt-secret.ts';
import type { Terminal } from './terminal/terminal.ts';

/** Accepts text in pieces, and resolves when there is space for more. */
export type Sink = { write(text: string): Promise<unknown> };

/** The size of a write in characters: one system call per row would be slow. */
const pieceLength = 65_536;

/**
 * Writes a file completely or not at all: first to a temporary file, which is flushed and then renamed. The previous file
 * stays until then, also when this process is killed. At most a file that ends in `.part` is left behind.
 */
export async function writeWhole(path: string, fill: (sink: Sink) => Promise<unknown>): Promise<void> {
  const part = `${path}.${process.pid}.part`;
  const file = await open(part, 'w');
  try {
    await fillFile(file, fill);
    await file.sync();
    await file.close();
    await rename(part, path);
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(part, { force: true });
    throw error;
  }
}

/**
 * Overwrites a file only with --force, or when the user at the terminal confirms it. Call it before the work, not after
 * it. Throws UsageError.
 */
export async function mayWrite(
  path: string,
  { options, terminal, input }: { options: { force?: true }; terminal: Terminal; input: Input },
): Promise<void> {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) return;
  if (!found.isFile()) throw new UsageError(`${path} is not a file that could be written over.`);
  if (options.force) return;
  if (!input.isTTY || !terminal.isWatched)
    throw new UsageError(`${path} is there already: --force writes over it, or say another name.`);
  const prompt = createInterface({ input, output: terminal.watched });
  const answer = await prompt.question(`${path} is there already. Write over it? [y/N] `);
  prompt.close();
  if (!/^y(es)?$/i.test(answer.trim())) throw new UsageError('Nothing was written.');
}

async function fillFile(file: FileHandle, fill: (sink: Sink) => Promise<unknown>): Promise<void> {
  let waiting = '';
  const flush = async () => {
    const text = waiting;
    waiting = '';
    if (text) await file.write(text);
  };
  await fill({
    async write(text) {
      waiting += text;
      if (waiting.length >= pieceLength) await flush();
    },
  });
  await flush();
}
