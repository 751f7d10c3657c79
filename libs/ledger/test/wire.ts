import { createServer, connect as dial, type AddressInfo, type Socket } from 'node:net';

export type Wire = {
  /** The database's address over this wire. */
  url: string;
  /** How often it broke: 0 or 1. */
  broke(): number;
  /** How many questions were answered over it. */
  roundTrips(): number;
  close(): void;
};

/** PostgreSQL says that it is ready for the next query; the last byte tells whether it is in a transaction. */
const readyForQuery = Buffer.from([0x5a, 0, 0, 0, 5]);

/** A wire to PostgreSQL that breaks at the first COMMIT: after it has passed, instead of passing it on, or never. */
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
