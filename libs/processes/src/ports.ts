import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SetupProblem } from './setup-problem.ts';
import { startOf } from './process-table.ts';
import { hasCode } from './error-code.ts';

/** Below 32768: from there on Linux uses ports for outgoing connections, which could take a free port at any moment. */
const firstPort = 20_000;
const lastPort = 32_000;

/** One file for each reserved port, so that two processes never pick the same port before they listen on it. */
const reservations = join(tmpdir(), `florin-ports-${process.getuid?.() ?? 'user'}`);

/**
 * Returns a free port and reserves it for this process until the process ends. With `count`, it is the first of that many
 * consecutive ports, of which all are free and reserved: a program that derives ports from one needs them.
 */
export async function freePort(count = 1): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const first = firstPort + Math.floor(Math.random() * (lastPort - firstPort - count + 1));
    const ports = Array.from({ length: count }, (_, place) => first + place);
    if (await reserveAll(ports)) return first;
  }
  throw new SetupProblem(`No ${count} free ports found between ${firstPort} and ${lastPort}.`);
}

async function reserveAll(ports: readonly number[]): Promise<boolean> {
  const reserved: number[] = [];
  for (const port of ports) {
    if (isReserved(port) || !(await isFree(port)) || !reserve(port)) {
      for (const each of reserved) rmSync(reservationOf(each), { force: true });
      return false;
    }
    reserved.push(port);
  }
  return true;
}

export async function freePorts(count: number): Promise<number[]> {
  const ports = new Set<number>();
  while (ports.size < count) ports.add(await freePort());
  return [...ports];
}

function reservationOf(port: number): string {
  return join(reservations, String(port));
}

function isReserved(port: number): boolean {
  let owner: string;
  try {
    owner = readFileSync(reservationOf(port), 'utf8');
  } catch {
    return false;
  }
  if (owner === '') return true; // Another process is writing it at this moment.
  const [pid = '', startedAt] = owner.split('\n');
  if (startOf(Number(pid)) === startedAt) return true;
  rmSync(reservationOf(port), { force: true });
  return false;
}

/** Returns false when another process reserved it first. */
function reserve(port: number): boolean {
  mkdirSync(reservations, { recursive: true });
  try {
    writeFileSync(reservationOf(port), `${process.pid}\n${startOf(process.pid)}`, { flag: 'wx' });
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

export function isFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** Throws a SetupProblem when another program uses the port. */
export async function requireFreePort(port: number, owner: string, remedy: string): Promise<void> {
  // macOS lets a second program bind a port on 127.0.0.1 that another holds on all addresses.
  if ((await isFree(port)) && !(await isListening(port))) return;
  throw new SetupProblem(
    `Port ${port}, wanted for ${owner}, is in use by another program: end it, or ${remedy}.`,
  );
}

export function isListening(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host });
    const answer = (listening: boolean) => {
      socket.destroy();
      resolve(listening);
    };
    socket.once('connect', () => answer(true));
    socket.once('error', () => answer(false));
    socket.setTimeout(1_000, () => answer(false));
  });
}
