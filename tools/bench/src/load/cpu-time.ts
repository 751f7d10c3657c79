import { readFileSync, readdirSync } from 'node:fs';

/** Linux counts CPU time in ticks of 1/100 s. */
const tickMs = 10;

/** The user and system CPU time so far of these processes and their descendants, in ms. Linux only. */
export function cpuTimeMs(pids: readonly number[]): number {
  const wanted = new Set(pids);
  const processes = readdirSync('/proc').flatMap((name) =>
    /^\d+$/.test(name) ? (readStat(name) ?? []) : [],
  );
  // Children usually have larger pids than their parent, but the counter may wrap around: repeat until nothing is new.
  for (let before = -1; before !== wanted.size;) {
    before = wanted.size;
    for (const { pid, parentPid } of processes) if (wanted.has(parentPid)) wanted.add(pid);
  }
  // cutime and cstime include children that have ended, such as PostgreSQL's short-lived workers.
  return processes.filter(({ pid }) => wanted.has(pid)).reduce((sum, { cpuMs }) => sum + cpuMs, 0);
}

function readStat(name: string): { pid: number; parentPid: number; cpuMs: number } | undefined {
  try {
    const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
    return { pid: Number(name), parentPid: Number(fields[1]), cpuMs: ticks * tickMs };
  } catch {
    return undefined; // The process ended between the listing and the read.
  }
}

/** The CPU time of this process, the load generator, so far, in ms. */
export function ownCpuTimeMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

/** Resident memory of a process, in MB (10^6 bytes). */
export function residentMb(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return (Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1_024) / 1e6;
}
