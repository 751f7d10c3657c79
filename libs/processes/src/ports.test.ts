import { afterEach, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { nodeBinary } from './repository.ts';
import { freePort, freePorts, isFree, isListening, requireFreePort } from './ports.ts';

let server: Server | undefined;

afterEach(() => {
  server?.close();
});

test('a port in use is refused with its number, its purpose and a remedy', async () => {
  const port = await takePort();
  expect(await isFree(port)).toBe(false);
  expect(await isListening(port)).toBe(true);
  await expect(requireFreePort(port, 'the API', 'choose another with PORT')).rejects.toThrow(
    `Port ${port}, wanted for the API, is in use by another program: end it, or choose another with PORT.`,
  );
});

test('chosen ports are free, different, and below those that Linux gives to outgoing connections', async () => {
  const ports = await freePorts(5);
  expect(new Set(ports).size).toBe(5);
  expect(Math.max(...ports)).toBeLessThan(32_768);
  expect(await isFree(await freePort())).toBe(true);
});

test('two processes that pick ports at the same time never pick the same', async () => {
  const pick = `
    import { freePorts } from '${new URL('./ports.ts', import.meta.url).href}';
    console.log(JSON.stringify(await freePorts(400)));
    process.stdin.resume();`;
  const other = spawn(nodeBinary, ['--input-type=module-typescript', '--eval', pick]);
  try {
    const [line] = (await once(other.stdout, 'data')) as [Buffer];
    const theirs = new Set(JSON.parse(line.toString()) as number[]);
    const ours = await freePorts(400);
    expect(theirs.size).toBe(400);
    // Without reservations, two times 400 of 12,000 ports would collide about 13 times.
    expect(ours.filter((port) => theirs.has(port))).toEqual([]);
  } finally {
    other.kill();
  }
});

test('consecutive ports are reserved together, and given back when one of them is not free', async () => {
  const first = await freePort(3);
  const taken = createServer();
  taken.listen(first + 1, '127.0.0.1');
  await once(taken, 'listening');
  const others = await Promise.all(Array.from({ length: 200 }, () => freePort(3)));
  taken.close();
  const all = [first, ...others].flatMap((port) => [port, port + 1, port + 2]);
  expect(new Set(all).size).toBe(all.length);
});

async function takePort(): Promise<number> {
  server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}
