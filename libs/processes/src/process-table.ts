import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';

/** `startedAt` is opaque. It identifies a process together with the pid, which Linux reuses. */
export type ProcessEntry = { pid: number; parentPid: number; startedAt: string };

function listProcesses(): ProcessEntry[] {
  return process.platform === 'linux' ? listFromProc() : listFromPs();
}

/** The process itself, then all its descendants. */
export function processTree(pid: number, processes = listProcesses()): number[] {
  const children = processes.filter((entry) => entry.parentPid === pid && entry.pid !== pid);
  return [pid, ...children.flatMap((child) => processTree(child.pid, processes))];
}

export function startOf(pid: number): string | undefined {
  if (process.platform === 'linux') return readProcStat(String(pid))?.startedAt;
  return listFromPs().find((entry) => entry.pid === pid)?.startedAt;
}

function listFromProc(): ProcessEntry[] {
  const names = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return names.flatMap((name) => readProcStat(name) ?? []);
}

function readProcStat(pid: string): ProcessEntry | undefined {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined; // The process ended between the listing and the read.
  }
  return parseProcStat(stat);
}

/** Reads the fields after the command, whose name may hold spaces and brackets: state, ppid, … starttime (22nd). */
export function parseProcStat(stat: string): ProcessEntry | undefined {
  const pid = Number.parseInt(stat, 10);
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state, parentPid, startedAt] = [fields[0], fields[1], fields[19]];
  if (state === 'Z' || parentPid === undefined || startedAt === undefined) return undefined;
  return { pid, parentPid: Number(parentPid), startedAt };
}

function listFromPs(): ProcessEntry[] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,lstart='], { encoding: 'utf8' }).split('\n');
  return lines.flatMap((line) => {
    const [, pid, parentPid, startedAt] = /^\s*(\d+)\s+(\d+)\s+(.+?)\s*$/.exec(line) ?? [];
    if (!pid || !parentPid || !startedAt) return [];
    return { pid: Number(pid), parentPid: Number(parentPid), startedAt };
  });
}
