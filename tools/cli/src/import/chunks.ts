import type { Line } from './read-file.ts';

/** A chunk: one batch under one idempotency key. */
export type Chunk = { number: number; lines: Line[] };

/** Below the megabyte that the contract accepts for a batch, with space for the envelope. */
const chunkBytesMax = 900_000;

/** Cuts by number and by size. The same lines and size always give the same chunks. */
export function chunksOf(lines: Line[], sizeMax: number): Chunk[] {
  const chunks: Chunk[] = [];
  let bytes = 0;
  for (const line of lines) {
    const lineBytes = Buffer.byteLength(JSON.stringify(line.movement)) + 1;
    const last = chunks.at(-1);
    if (last && last.lines.length < sizeMax && bytes + lineBytes <= chunkBytesMax) {
      last.lines.push(line);
      bytes += lineBytes;
    } else {
      chunks.push({ number: chunks.length, lines: [line] });
      bytes = lineBytes;
    }
  }
  return chunks;
}
