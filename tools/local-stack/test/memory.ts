import { readFileSync, readdirSync } from 'node:fs';

/**
 * The memory of a process and of all its children in MB (Linux). Pages that several processes share, as those of PostgreSQL's
 * sessions, count once.
 */
export function memoryMbOf(pid: number): number {
  const kilobytes = /^Pss:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1];
  const children = readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
  );
  return children.reduce((sum, child) => sum + memoryMbOf(child), Number(kilobytes) / 1024);
}
