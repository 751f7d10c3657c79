import { afterEach, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { freePort, freePorts, isFree, isListening, requireFreePort } from './ports.ts';

let server: Server | undefined;

afterEach(() => {
  server?.close();
});

test('a port somebody listens on is refused with its number, its purpose and what to do', async () => {
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

async function takePort(): Promise<number> {
  server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}
