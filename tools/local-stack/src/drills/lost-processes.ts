import { withSession } from '@florin/database';
import { answersOk, isListening, SetupProblem } from '@florin/processes';
import { urlOfNode } from '../cluster/postgres-nodes.ts';
import { primaryOf } from '../cluster/topology.ts';
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

/** Resolves when the process of an app, which was lost, is ready again. */
export async function bringBackInstance(scene: Scene, name: string): Promise<void> {
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
