import { freePort } from '@florin/processes';
import { connect, createServer, type Socket } from 'node:net';

export type SilentProxy = {
  port: number;
  /** Stops all traffic of the present connections without closing them. New connections pass. */
  swallow(): void;
  /** Accepts new connections and passes nothing on, as a load balancer does whose target is lost. */
  swallowNew(swallowing: boolean): void;
  /** Resumes the stopped connections that are still open, with all that was written since. */
  release(): void;
  /** The number of connections so far. */
  connections(): number;
  close(): Promise<void>;
};

/** A TCP proxy that can lose connections as a broken network does: neither side is notified. */
export async function startSilentProxy(target: { host: string; port: number }): Promise<SilentProxy> {
  const pairs = new Set<[Socket, Socket]>();
  const swallowed = new Set<[Socket, Socket]>();
  let made = 0;
  let swallowingNew = false;

  const hold = (pair: [Socket, Socket]): void => {
    for (const socket of pair) socket.pause();
    swallowed.add(pair);
  };

  const server = createServer({ allowHalfOpen: false }, (client) => {
    made += 1;
    const upstream = connect(target);
    const pair: [Socket, Socket] = [client, upstream];
    pairs.add(pair);
    const join = (from: Socket, to: Socket): void => {
      from.on('data', (bytes) => {
        to.write(bytes);
      });
      from.on('error', () => undefined);
      from.on('close', () => {
        if (swallowed.has(pair)) return;
        to.destroy();
        pairs.delete(pair);
      });
    };
    join(client, upstream);
    join(upstream, client);
    if (swallowingNew) hold(pair);
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));

  return {
    port,
    swallow: () => pairs.forEach(hold),
    swallowNew: (swallowing) => {
      swallowingNew = swallowing;
    },
    release() {
      for (const pair of [...swallowed]) {
        swallowed.delete(pair);
        for (const socket of pair) socket.resume();
      }
    },
    connections: () => made,
    async close() {
      for (const pair of pairs) for (const socket of pair) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
