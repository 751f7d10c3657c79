import { createServer, type AddressInfo, type Server } from 'node:net';
import { afterAll, describe, expect, test } from '@jest/globals';
import { openApiServer } from '../test/api-server.ts';
import { listen } from './index.ts';

const stops: (() => unknown)[] = [];
afterAll(async () => {
  for (const stop of stops) await stop();
});

/** Another listener, or undefined if the port is in use. */
function occupy(port: number): Promise<{ server: Server; port: number } | undefined> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => resolve({ server, port: (server.address() as AddressInfo).port }));
  });
}

async function openedServer() {
  const { app, stop } = await openApiServer();
  stops.push(stop);
  const local = { HOST: '127.0.0.1', METRICS_HOST: '127.0.0.1' };
  const heard: string[] = [];
  const onListening = (url: string) => void heard.push(url);
  return {
    app,
    heard,
    listenOn: (ports: { PORT: number; METRICS_PORT?: number }, servesOperators = true) =>
      listen(app, { ...local, ...ports }, { servesOperators, onListening }),
  };
}

const portOf = ({ server }: { server: Server }) => (server.address() as AddressInfo).port;

describe('metrics', () => {
  test('are on a port of their own, and not on the public one', async () => {
    const { app, listenOn } = await openedServer();
    const url = await listenOn({ PORT: 0 });
    expect((await fetch(`${url}/metrics`)).status).toBe(404);
    const metrics = await fetch(`http://127.0.0.1:${portOf(app.metricsServer)}/metrics`);
    expect(metrics.status).toBe(200);
    expect(metrics.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(await metrics.text()).toContain('operation="unmatched"');
    expect((await fetch(`http://127.0.0.1:${portOf(app.metricsServer)}/accounts`)).status).toBe(404);
  });

  test('of a process with several services are served by one of them, and each reports its URL', async () => {
    const { app, heard, listenOn } = await openedServer();
    const url = await listenOn({ PORT: 0 }, false);
    expect(heard).toEqual([url]);
    expect(app.metricsServer.server.listening).toBe(false);
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
  });

  test('of a second process on the same machine have another port when the default is in use', async () => {
    // Two ports a hundred apart, of which the upper one is in use.
    for (;;) {
      const upper = (await occupy(0))!;
      stops.push(() => upper.server.close());
      const lower = await occupy(upper.port - 100);
      if (!lower) continue;
      await new Promise((resolve) => lower.server.close(resolve));
      const { app, listenOn } = await openedServer();
      expect(await listenOn({ PORT: lower.port })).toBe(`http://127.0.0.1:${lower.port}`);
      expect(portOf(app.metricsServer)).not.toBe(upper.port);
      return;
    }
  });

  test('with a configured port have that port, or the process does not start', async () => {
    const taken = (await occupy(0))!;
    stops.push(() => taken.server.close());
    const { listenOn } = await openedServer();
    await expect(listenOn({ PORT: 0, METRICS_PORT: taken.port })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
  });
});
