import { statSync } from 'node:fs';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { UsageError } from './failure.ts';
import type { Input } from './login/ask-secret.ts';
import type { Terminal } from './terminal/terminal.ts';

/** Takes text in pieces and resolves when there is space for more. */
export type Sink = { write(text: string): Promise<unknown> };

/** Written to the disk in pieces of about this many characters: a system call a row would be slow. */
const pieceLength = 65_536;

/**
 * Writes a file whole or not at all: beside its place first, on the disk, then into it. What was there stays there
 * until then, also when this process is killed; left is a file that ends in `.part` at most.
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
 * Nothing is written over unless somebody says so: --force, or the person at the terminal who is asked. Ask before the
 * work, not after it. Throws UsageError.
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
  const requested = createInterface({ input, output: terminal.watched });
  const answer = await requested.question(`${path} is there already. Write over it? [y/N] `);
  requested.close();
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
