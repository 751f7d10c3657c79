import type { BatchMovement } from '../schemas.ts';

/** A movement and its line in the file. */
export type Line = { number: number; movement: BatchMovement };

/** A chunk: one batch under one idempotency key. */
export type Chunk = { number: number; lines: Line[] };

/** Below the megabyte that the contract accepts for a batch, with space for the envelope. */
const chunkBytesMax = 900_000;

/** Cuts by number and by size. The same lines and size always give the same chunks. */
export function chunksOf(lines: Line[], sizeMax: number): Chunk[] {
  const chunks: Chunk[] = [];
  let bytes = 0;
  const encoder = new TextEncoder();
  for (const line of lines) {
    const lineBytes = encoder.encode(JSON.stringify(line.movement)).length + 1;
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
