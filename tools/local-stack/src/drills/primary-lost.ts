import { withSession } from '@florin/database';
import { startProgram } from '@florin/processes';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PostgresNode } from '../cluster/cluster-settings.ts';
import { describeServer, slotOf, urlOfNode } from '../cluster/postgres-nodes.ts';
import { promote } from '../cluster/promote.ts';
import { nodeNamed, primaryOf } from '../cluster/topology.ts';
import { bringBack, type Drill, lose, type Scene, seconds, until } from './drill.ts';
import type { Finding } from './verify.ts';

const writesAgainWithinMs = 15_000;

export const primaryLost: Drill = {
  does: 'kills the primary of PostgreSQL, promotes a standby, starts the old primary by hand, and takes it back as a standby',
  async run(scene) {
    const { cluster, load, say } = scene;
    const old = primaryOf(cluster);
    await until(() => isStreaming(old), `no standby follows ${old.name}`);
    const lostAt = Date.now();
    await lose(scene, old.name);
    say(`killed ${old.name}, the primary`);
    const { primary, timeline } = await promote(cluster, { say });
    say(`${primary} is the primary, on timeline ${timeline}, ${seconds(Date.now() - lostAt)} after the loss`);
    await load.untilAcknowledged(50);
    const pauseMs = load.longestPauseSince(lostAt);
    const again = {
      ok: pauseMs <= writesAgainWithinMs,
      says: `longest time without an acknowledged write: ${seconds(pauseMs)} (at most ${seconds(writesAgainWithinMs)})`,
    };
    const fenced = await startByHand(scene, old);
    const current = nodeNamed(cluster, primary);
    await bringBack(scene, old.name, () => isStreaming(current, old));
    say(`${old.name} is back, as a standby of ${primary}`);
    await load.untilAcknowledged(50);
    return [again, ...fenced];
  },
};

/** Starts the old primary as it was, past everything that knows better, as an operator could by mistake. */
async function startByHand({ cluster, load, say }: Scene, old: PostgresNode): Promise<Finding[]> {
  const server = await startProgram(describeServer(cluster, old));
  say(`started ${old.name} by hand, as the primary that it was`);
  try {
    const acknowledged = await writesTo(old);
    const isSent = await answers(old.roleCheckPort);
    await load.untilAcknowledged(20);
    return [
      { ok: !acknowledged, says: `the old primary acknowledges a write: ${acknowledged ? 'yes' : 'no'}` },
      { ok: !isSent, says: `HAProxy leads writes to the old primary: ${isSent ? 'yes' : 'no'}` },
    ];
  } finally {
    await server.kill();
  }
}

/** No standby confirms the commit, so it waits until the time limit. */
async function writesTo(node: PostgresNode): Promise<boolean> {
  const write = `create table public.written_by_a_former_primary (id int)`;
  const limits = { connectWithinMs: 2_000, answerWithinMs: 3_000 };
  try {
    await withSession(urlOfNode(node), (run) => run(write), limits);
    return true;
  } catch {
    return false;
  }
}

/** Whether the role check calls it a primary, in any of several checks. */
async function answers(port: number): Promise<boolean> {
  for (let check = 0; check < 5; check++) {
    const answer = await fetch(`http://127.0.0.1:${port}/primary`);
    await answer.arrayBuffer();
    if (answer.ok) return true;
    await sleep(200);
  }
  return false;
}

/** Whether this standby, or any, follows the node and confirms its commits. */
async function isStreaming(primary: PostgresNode, standby?: PostgresNode): Promise<boolean> {
  const name = standby ? `application_name = '${slotOf(standby)}'` : `sync_state = 'sync'`;
  const sql = `select from pg_stat_replication where state = 'streaming' and ${name}`;
  try {
    return (await withSession(urlOfNode(primary), (run) => run(sql))).length > 0;
  } catch {
    return false;
  }
}
