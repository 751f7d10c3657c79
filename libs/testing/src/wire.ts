import { createServer, connect as dial, type AddressInfo, type Socket } from 'node:net';

export type Wire = {
  /** The URL of the database through this proxy. */
  url: string;
  /** How often the connection broke: 0 or 1. */
  broke(): number;
  /** The number of answered queries. */
  roundTrips(): number;
  close(): void;
};

/** PostgreSQL's ReadyForQuery message; its last byte is the transaction status. */
const readyForQuery = Buffer.from([0x5a, 0, 0, 0, 5]);

/** A proxy to PostgreSQL that breaks at the first COMMIT: after passing it on, before passing it on, or never. */
export async function wireTo(databaseUrl: string, breaks: 'after' | 'before' | 'never'): Promise<Wire> {
  const target = new URL(databaseUrl);
  const serverPort = Number(target.port);
  const sockets = new Set<Socket>();
  let broke = 0;
  let roundTrips = 0;
  const server = createServer((client) => {
    const upstream = dial(serverPort, target.hostname);
    sockets.add(client).add(upstream);
    client.on('data', (chunk) => {
      const isCommit = breaks !== 'never' && broke === 0 && chunk.includes('commit');
      if (!isCommit) return void upstream.write(chunk);
      broke += 1;
      if (breaks === 'before') return void client.destroy();
      upstream.removeAllListeners('data');
      upstream.once('data', () => client.destroy());
      upstream.write(chunk);
    });
    upstream.on('data', (chunk) => {
      if (chunk.subarray(-6, -1).equals(readyForQuery)) roundTrips += 1;
      client.write(chunk);
    });
    for (const socket of [client, upstream]) socket.on('error', () => {});
    client.on('close', () => upstream.destroy());
    upstream.on('close', () => client.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  target.port = String((server.address() as AddressInfo).port);
  server.on('close', () => sockets.forEach((socket) => socket.destroy()));
  return {
    url: target.href,
    broke: () => broke,
    roundTrips: () => roundTrips,
    close: () => void server.close(),
  };
}
