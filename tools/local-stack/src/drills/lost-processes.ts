import { withSession } from '@florin/database';
import { answersOk, endProcess, isListening, readRecord, SetupProblem } from '@florin/processes';
import { writeFileSync } from 'node:fs';
import type { Instance } from '../cluster/cluster-settings.ts';
import { commandHaproxy } from '../cluster/haproxy.ts';
import { urlOfNode } from '../cluster/postgres-nodes.ts';
import { primaryOf } from '../cluster/topology.ts';
import { parkedFile } from '../processes/supervisor.ts';
import { bringBack, type Drill, lose, type Scene, seconds, until } from './drill.ts';
import type { Finding } from './verify.ts';

/** A client's time limit for one attempt is 10 s; a lost process must cost less than that. */
const pauseAtMostMs = 10_000;

export const apiLost: Drill = {
  does: 'kills one of two APIs, and starts it again',
  async run(scene) {
    const lostAt = Date.now();
    await lose(scene, 'api-1');
    scene.say('killed api-1');
    await scene.load.untilAcknowledged(100);
    const finding = pauseSince(scene, lostAt);
    await bringBackInstance(scene, 'api-1');
    await scene.load.untilAcknowledged(50);
    return [finding];
  },
};

export const brokerLost: Drill = {
  does: 'kills one of three Kafka brokers, waits until all events are published without it, and starts it again',
  async run(scene) {
    const { cluster, load, say } = scene;
    const broker = cluster.brokers[1];
    if (!broker)
      throw new SetupProblem('The cluster has one broker: start it with --brokers=3 for this drill.');
    const lostAt = Date.now();
    await lose(scene, broker.name);
    say(`killed ${broker.name}`);
    await load.untilAcknowledged(100);
    const finding = pauseSince(scene, lostAt);
    await until(() => isPublished(scene), 'the events were not published without the broker');
    say(`all events are published, ${seconds(Date.now() - lostAt)} after the loss`);
    await bringBack(scene, broker.name, () => isListening(broker.port));
    say(`${broker.name} is back`);
    await load.untilAcknowledged(50);
    return [finding];
  },
};

export const redisGone: Drill = {
  does: 'kills all three Redis, and starts them again',
  async run(scene) {
    const { cluster, load, say } = scene;
    const names = cluster.redisPorts.map((_, index) => `redis-${index + 1}`);
    const lostAt = Date.now();
    for (const name of names) await lose(scene, name);
    say('killed all three Redis: PostgreSQL’s row locks alone decide');
    await load.untilAcknowledged(100);
    const finding = pauseSince(scene, lostAt);
    for (const [index, port] of cluster.redisPorts.entries())
      await bringBack(scene, `redis-${index + 1}`, () => isListening(port));
    say('all three Redis are back');
    await load.untilAcknowledged(50);
    return [finding];
  },
};

export const rollingUpgrade: Drill = {
  does: 'replaces every process of the apps, one after the other, by the code in this folder; no client sees an error',
  async run(scene) {
    const { cluster, load, say } = scene;
    const before = load.errors;
    for (const instance of cluster.instances) {
      await replace(scene, instance);
      say(`${instance.name} is replaced`);
    }
    await load.untilAcknowledged(50);
    const errors = load.errors - before;
    return [{ ok: errors === 0, says: `errors that clients saw during the upgrade: ${errors}` }];
  },
};

/** Drains it at HAProxy, ends it as an orchestrator does, and lets requests come again when it is ready. */
async function replace(scene: Scene, { name, app }: Instance): Promise<void> {
  const { cluster } = scene;
  const setState = async (state: 'drain' | 'ready') => {
    // The worker serves no requests.
    if (app !== 'worker') await commandHaproxy(cluster, `set server ${app}/${name} state ${state}`);
  };
  await setState('drain');
  const record = readRecord(cluster.runDirectory, name);
  if (!record) throw new SetupProblem(`${name} is not running.`);
  writeFileSync(parkedFile(cluster.runDirectory, name), '');
  await endProcess(record);
  await bringBackInstance(scene, name);
  await setState('ready');
}

async function bringBackInstance(scene: Scene, name: string): Promise<void> {
  const instance = scene.cluster.instances.find((each) => each.name === name);
  const url = `http://127.0.0.1:${instance?.port}/health/ready`;
  await bringBack(scene, name, () => answersOk(url));
}

function pauseSince({ load }: Scene, moment: number): Finding {
  const pauseMs = load.longestPauseSince(moment);
  return {
    ok: pauseMs <= pauseAtMostMs,
    says: `longest time without an acknowledged write: ${seconds(pauseMs)} (at most ${seconds(pauseAtMostMs)})`,
  };
}

/** Whether Kafka has acknowledged the events of everything that was committed more than a second ago. */
async function isPublished({ cluster }: Scene): Promise<boolean> {
  const waiting = `
    select from ledger.outbox where published_at is null and created_at < now() - interval '1 second' limit 1`;
  return (await withSession(urlOfNode(primaryOf(cluster)), (run) => run(waiting))).length === 0;
}
