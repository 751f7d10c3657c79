import { open, rename, rm, type FileHandle } from 'node:fs/promises';

/** Takes text in pieces and resolves when there is room for more. */
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
