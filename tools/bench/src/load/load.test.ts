import { afterAll, expect, test } from '@jest/globals';
import { createServer, type AddressInfo } from 'node:net';
import { arriveAt } from './load.ts';

const restMs = 60;
/** Answers every request, and closes connections that are idle for a moment. */
const server = createServer((socket) => {
  socket.setTimeout(restMs, () => socket.end());
  socket.on('data', () => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n'));
  socket.on('error', () => undefined);
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
afterAll(() => void server.close());

test('arrivals do not use idle connections that the server has closed', async () => {
  const { port } = server.address() as AddressInfo;
  const request = 'GET / HTTP/1.1\r\nhost: here\r\n\r\n';
  const result = await arriveAt({
    ports: [port],
    connections: 4,
    durationMs: 800,
    // Each request arrives when all connections have been idle for long.
    perSecond: 1_000 / (4 * restMs),
    workload: () => ({ request, movements: 1, changes: [] }),
  });
  expect(result.others).toEqual({});
  expect(result.accepted).toBeGreaterThan(1);
});

test('movements that are acknowledged after the last arrival do not count for the rate', async () => {
  const slow = createServer((socket) => {
    socket.on('data', () =>
      setTimeout(() => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n'), 600),
    );
  });
  await new Promise<void>((resolve) => slow.listen(0, '127.0.0.1', resolve));
  const { port } = slow.address() as AddressInfo;
  const request = 'GET / HTTP/1.1\r\nhost: here\r\n\r\n';
  const workload = () => ({ request, movements: 1, changes: [] });
  const result = await arriveAt({ ports: [port], connections: 20, durationMs: 300, perSecond: 50, workload });
  slow.close();
  expect(result.accepted).toBeGreaterThan(5);
  expect(result.inTime).toBe(0);
});
