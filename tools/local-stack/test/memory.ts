import { readFileSync, readdirSync } from 'node:fs';

/**
 * The memory of a process and of all its children in MB (Linux). Pages that several processes share, as those of PostgreSQL's
 * sessions, count once. A child that ends meanwhile counts nothing. Throws if the process itself has ended.
 */
export function memoryMbOf(pid: number): number {
  const kilobytes = /^Pss:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1];
  const children = readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
    unlessEnded(() => readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8'), '')
      .split(' ')
      .filter(Boolean)
      .map(Number),
  );
  const ofChildren = children.map((child) => unlessEnded(() => memoryMbOf(child), 0));
  return ofChildren.reduce((sum, each) => sum + each, Number(kilobytes) / 1024);
}

/** ENOENT: the process or thread ended before its file was opened; ESRCH: before it was read. */
function unlessEnded<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch (error) {
    if (/\b(ENOENT|ESRCH): /.test(String(error))) return otherwise;
    throw error;
  }
}
