import { readFileSync, readdirSync } from 'node:fs';

/** Linux counts CPU time in ticks of 1/100 s. */
const tickMs = 10;

/** User and system CPU time so far of these processes and all that descend from them, in ms. Linux only. */
export function cpuTimeMs(pids: readonly number[]): number {
  const wanted = new Set(pids);
  const processes = readdirSync('/proc').flatMap((name) =>
    /^\d+$/.test(name) ? (readStat(name) ?? []) : [],
  );
  // A parent has a smaller pid than its children, but for a wrap-around of the counter: repeat until nothing is new.
  for (let before = -1; before !== wanted.size;) {
    before = wanted.size;
    for (const { pid, parentPid } of processes) if (wanted.has(parentPid)) wanted.add(pid);
  }
  // cutime and cstime: what children had used when they ended, such as PostgreSQL's short-lived workers.
  return processes.filter(({ pid }) => wanted.has(pid)).reduce((sum, { cpuMs }) => sum + cpuMs, 0);
}

function readStat(name: string): { pid: number; parentPid: number; cpuMs: number } | undefined {
  try {
    const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
    return { pid: Number(name), parentPid: Number(fields[1]), cpuMs: ticks * tickMs };
  } catch {
    return undefined; // It ended between the listing and the read.
  }
}

/** CPU time that this process, the load generator, has spent so far, in ms. */
export function ownCpuTimeMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

/** Resident memory of a process, in MB (10^6 bytes). */
export function residentMb(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return (Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1_024) / 1e6;
}
