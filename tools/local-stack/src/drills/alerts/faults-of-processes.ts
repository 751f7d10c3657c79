import { fromRoot, isListening } from '@florin/processes';
import { createConnection } from 'node:net';
import { once } from 'node:events';
import { pathToFileURL } from 'node:url';
import { bringBack, halt, type Scene, until } from '../drill.ts';
import { bringBackInstance } from '../lost-processes.ts';
import type { Fault, Remedy } from './fault.ts';
import { replaceInstances } from './replace-instances.ts';
import { apiOf, openAccount } from './tenant.ts';

export const workersStopped: Fault = {
  did: 'stopped both workers',
  alerts: ['ProcessDown', 'BooksUnchecked', 'EventsStale'],
  provoke: (scene) => haltInstances(scene, ['worker-1', 'worker-2']),
};

export const notificationsStopped: Fault = {
  did: 'stopped both notifications',
  alerts: ['WebhooksStale'],
  provoke: (scene) => haltInstances(scene, ['notifications-1', 'notifications-2']),
};

async function haltInstances(scene: Scene, names: readonly string[]): Promise<Remedy> {
  for (const name of names) await halt(scene, name);
  return {
    did: `started ${names.join(' and ')} again`,
    run: async () => void (await Promise.all(names.map((name) => bringBackInstance(scene, name)))),
  };
}

export const redisStopped: Fault = {
  did: 'stopped all three Redis',
  alerts: ['LocksDegraded', 'SourceDown'],
  async provoke(scene) {
    const nodes = scene.cluster.redisPorts.map((port, index) => ({ name: `redis-${index + 1}`, port }));
    for (const { name } of nodes) await halt(scene, name);
    return {
      did: 'started all three Redis again',
      async run() {
        for (const { name, port } of nodes) await bringBack(scene, name, () => isListening(port));
      },
    };
  },
};

export const clockAhead: Fault = {
  did: 'set the clock of analytics-2 three seconds ahead',
  alerts: ['ClockWrong'],
  async provoke(scene) {
    const script = pathToFileURL(fromRoot('libs', 'testing', 'src', 'shifted-clock.mjs')).href;
    const env = { NODE_OPTIONS: `--import ${script}`, CLOCK_SHIFT_MS: '3000' };
    const restore = await replaceInstances(scene, ['analytics-2'], { env });
    return { did: 'started analytics-2 again with the clock of the machine', run: restore };
  },
};

/** A key of another program in the place of a lock: after three lifetimes of a lock it is ignored. */
export const foreignLock: Fault = {
  did: 'wrote a key of another program in the place of an account’s lock',
  alerts: ['LocksIgnored'],
  async provoke(scene) {
    const { transactions } = apiOf(scene);
    const account_id = await openAccount(scene);
    const key = `florin:lock:account:${account_id}`;
    await commandRedis(scene, `SET ${key} another-program`);
    const isMoved = () =>
      transactions.credit({ account_id, amount: 1 }).then(
        () => true,
        () => false,
      );
    await until(isMoved, 'the account with the foreign key stayed busy');
    return { did: 'deleted that key', run: () => commandRedis(scene, `DEL ${key}`) };
  },
};

/** Sends a command to each node. */
async function commandRedis({ cluster }: Scene, command: string): Promise<void> {
  for (const port of cluster.redisPorts) {
    const socket = createConnection({ host: '127.0.0.1', port });
    socket.write(`${command}\r\n`);
    await once(socket, 'data');
    socket.destroy();
  }
}
