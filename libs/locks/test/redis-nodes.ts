import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';

/** A redis-server of this test's own, to kill, freeze and wipe. */
export interface RedisNode {
  url: string;
  kill(): Promise<void>;
  freeze(): void;
  thaw(): void;
  /** Starts it again, empty. */
  restart(): Promise<void>;
  /** Thaws it, and restarts it if it is dead. */
  revive(): Promise<void>;
  client(): Redis;
}

/** Starts `count` empty Redis processes on free ports; `stop` ends them, frozen or not. */
export async function startRedisNodes(count: number): Promise<{ nodes: RedisNode[]; stop(): Promise<void> }> {
  const nodes = await Promise.all(Array.from({ length: count }, startRedisNode));
  return {
    nodes,
    async stop() {
      await Promise.all(nodes.map((node) => node.kill()));
    },
  };
}

async function startRedisNode(): Promise<RedisNode> {
  const port = await freePort();
  const clients: Redis[] = [];
  let server = await launch(port);
  async function kill(): Promise<void> {
    for (const client of clients.splice(0)) client.disconnect();
    if (hasEnded(server)) return;
    const gone = once(server, 'exit');
    server.kill('SIGKILL');
    await gone;
  }
  async function restart(): Promise<void> {
    await kill();
    server = await launch(port);
  }
  return {
    url: `redis://127.0.0.1:${port}`,
    kill,
    freeze: () => void server.kill('SIGSTOP'),
    thaw: () => void server.kill('SIGCONT'),
    restart,
    async revive() {
      server.kill('SIGCONT');
      if (hasEnded(server)) await restart();
    },
    client() {
      const client = new Redis(port, '127.0.0.1', { disconnectTimeout: 50 });
      clients.push(client);
      return client;
    },
  };
}

function hasEnded(server: ChildProcess): boolean {
  return server.exitCode !== null || server.signalCode !== null;
}

async function launch(port: number): Promise<ChildProcess> {
  const args = ['--port', String(port), '--save', '', '--appendonly', 'no', '--bind', '127.0.0.1'];
  const server = spawn('redis-server', args, { stdio: 'ignore' });
  const client = new Redis(port, '127.0.0.1', {
    lazyConnect: true,
    retryStrategy: () => 20,
    disconnectTimeout: 50,
  });
  client.on('error', () => undefined);
  while (server.exitCode === null) {
    const pong = await client.ping().catch(() => undefined);
    if (pong) {
      client.disconnect();
      return server;
    }
    await sleep(20);
  }
  throw new Error(`redis-server on port ${port} ended with ${server.exitCode}`);
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  return port;
}
