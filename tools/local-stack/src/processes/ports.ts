import { createServer, connect } from 'node:net';
import { SetupProblem } from '../setup-problem.ts';

/** Below 32768, where Linux begins to hand out ports for outgoing connections: those could take a free one any moment. */
const firstPort = 20_000;
const lastPort = 32_000;

export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const port = firstPort + Math.floor(Math.random() * (lastPort - firstPort));
    if (await isFree(port)) return port;
  }
  throw new SetupProblem(`No free port found between ${firstPort} and ${lastPort}.`);
}

export async function freePorts(count: number): Promise<number[]> {
  const ports = new Set<number>();
  while (ports.size < count) ports.add(await freePort());
  return [...ports];
}

export function isFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** Stops with a line that says what to do, instead of measuring or using somebody else's server. */
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
