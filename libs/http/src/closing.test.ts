import { describe, expect, test } from '@jest/globals';
import { apiHandlers, emptyPage, goodKey, listenApiServer } from '../test/api-server.ts';
import { openRaw } from '../test/raw-connection.ts';

const headers = { 'x-api-key': goodKey };

describe('an HTTP server that closes', () => {
  test('finishes accepted requests, and accepts no connection', async () => {
    const { promise: accepting, resolve: isAccepted } = Promise.withResolvers<void>();
    const listAccounts = async () => {
      isAccepted();
      await new Promise((resolve) => setTimeout(resolve, 300));
      return { body: emptyPage };
    };
    const { url, stop } = await listenApiServer({ handlers: { ...apiHandlers(), listAccounts } });
    const accepted = fetch(`${url}/accounts`, { headers });
    await accepting;
    const begin = performance.now();
    const stopped = stop();
    expect((await accepted).status).toBe(200);
    await stopped;
    // Well before the keep-alive timeout of 72 seconds.
    expect(performance.now() - begin).toBeLessThan(10_000);
    await expect(fetch(`${url}/accounts`, { headers })).rejects.toThrow();
  });

  test('closes the connections of its clients after their answers', async () => {
    let stopping = false;
    const { url, stop } = await listenApiServer({ contextChange: { isStopping: () => stopping } });
    expect((await fetch(`${url}/health/live`)).headers.get('connection')).toBe('keep-alive');
    stopping = true;
    expect((await fetch(`${url}/accounts`, { headers })).headers.get('connection')).toBe('close');
    expect((await fetch(`${url}/accounts`)).headers.get('connection')).toBe('close');
    await stop();
  });

  test('does not wait forever for a client that does not finish', async () => {
    const { port, stop } = await listenApiServer({ limits: { closeWithinMs: 500 } });
    const { send, ended } = openRaw(port);
    send(
      `POST /accounts HTTP/1.1\r\nHost: a\r\nX-API-Key: ${goodKey}\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{`,
    );
    await new Promise((resolve) => setTimeout(resolve, 100));
    const begin = performance.now();
    await stop();
    await ended;
    expect(performance.now() - begin).toBeLessThan(10_000);
  });
});
