import { withSession } from '@florin/database';
import { connectionTo, endProcess, isAlive, readRecord, SetupProblem } from '@florin/processes';
import { mkdirSync, writeFileSync } from 'node:fs';
import type { Say } from '../narration.ts';
import { parkedFile } from '../processes/supervisor.ts';
import type { ClusterSettings, PostgresNode } from './cluster-settings.ts';
import { slotOf, urlOfNode } from './postgres-nodes.ts';
import { nodeNamed, primaryOf, readTopology, writeTopology } from './topology.ts';

type Options = { acceptDataLoss?: boolean; say: Say };
export type Promotion = { lost: string; primary: string; timeline: number };

const limits = { connectWithinMs: 1_000, answerWithinMs: 2_000 };

/**
 * Makes the standby with the newest data the primary, after the primary was lost. The order of its steps is what keeps two
 * primaries apart, at every line at which this process may end:
 *
 * 1. The lost primary is stopped for good and stays stopped, so that its data cannot change any more.
 * 2. Of the standbys, the one that has received the most is chosen. All must answer: one that does not could have confirmed
 *    a commit that no other has.
 * 3. The topology names it. From here on HAProxy leads nobody to the lost primary, and if that starts, it is as a standby.
 * 4. It is promoted to a new timeline, and the others follow it. Then the topology forgets the lost primary.
 *
 * Repeating it after an interruption goes on with the chosen node, and names the same lost one. Throws a SetupProblem when the primary answers, and when a
 * standby does not, unless `acceptDataLoss`.
 */
export async function promote(
  cluster: ClusterSettings,
  { acceptDataLoss, say }: Options,
): Promise<Promotion> {
  const old = primaryOf(cluster);
  const { replaces } = readTopology(cluster);
  const state = await stateOf(old);
  if (state && replaces !== undefined) return finish(cluster, old, nodeNamed(cluster, replaces), say);
  if (state) {
    throw new SetupProblem(
      `${old.name} is the primary and answers. To promote another, stop it first: npm run stop -- ${old.name}`,
    );
  }
  await fence(cluster, old);
  const chosen = await furthest(cluster, old, acceptDataLoss ?? false);
  writeTopology(cluster, { ...readTopology(cluster), primary: chosen.name, replaces: old.name });
  say(`${chosen.name} has received the most of the standbys`);
  return finish(cluster, chosen, old, say);
}

/** Stops what is left of a primary, a process that hangs for example, and keeps the supervisor from starting it again. */
async function fence({ runDirectory }: ClusterSettings, { name }: PostgresNode): Promise<void> {
  mkdirSync(runDirectory, { recursive: true });
  writeFileSync(parkedFile(runDirectory, name), '');
  const record = readRecord(runDirectory, name);
  if (record && isAlive(record)) await endProcess({ ...record, stopSignal: 'SIGKILL' }, 5_000);
}

async function furthest(
  { postgres }: ClusterSettings,
  old: PostgresNode,
  acceptDataLoss: boolean,
): Promise<PostgresNode> {
  const standbys = postgres.filter((node) => node !== old);
  const states = await Promise.all(standbys.map(async (node) => ({ node, state: await stateOf(node) })));
  const silent = states.filter(({ state }) => state === undefined).map(({ node }) => node.name);
  if (silent.length > 0 && !acceptDataLoss) {
    throw new SetupProblem(
      `${silent.join(', ')} does not answer and may be the only standby with the last commits: start it, or accept their loss with --accept-data-loss.`,
    );
  }
  const [best] = states
    .flatMap(({ node, state }) => (state?.inRecovery ? [{ node, received: state.received }] : []))
    .sort((one, other) => Number(other.received - one.received));
  if (!best) throw new SetupProblem('No standby answers: none can be promoted.');
  return best.node;
}

/** Steps 4 and later. Each of them may have happened already. */
async function finish(
  cluster: ClusterSettings,
  chosen: PostgresNode,
  old: PostgresNode,
  say: Say,
): Promise<Promotion> {
  const others = cluster.postgres.filter((node) => node !== chosen);
  const timeline = await withSession(urlOfNode(chosen), async (run) => {
    await run(`select pg_promote(true, 30) where pg_is_in_recovery()`);
    for (const node of others) await run(createSlot(slotOf(node)));
    const [row] = await run(
      `select ('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::int as line`,
    );
    return Number(row?.['line']);
  });
  writeTopology(cluster, { primary: chosen.name, timeline, replaces: old.name });
  say(`${chosen.name} is promoted`);
  for (const node of others.filter((each) => each !== old)) await follow(node, chosen, say);
  writeTopology(cluster, { primary: chosen.name, timeline });
  return { lost: old.name, primary: chosen.name, timeline };
}

const createSlot = (name: string): string => `
  select pg_create_physical_replication_slot('${name}', true)
  where not exists (select from pg_replication_slots where slot_name = '${name}')`;

/** A standby that is away gets the same settings when it starts. */
async function follow(node: PostgresNode, primary: PostgresNode, say: Say): Promise<void> {
  const connection = `${await connectionTo(primary)} application_name=${slotOf(node)}`;
  const set = `alter system set primary_conninfo = '${connection}'`;
  const reload = 'select pg_reload_conf()';
  try {
    await withSession(urlOfNode(node), async (run) => [await run(set), await run(reload)], limits);
    say(`${node.name} follows ${primary.name}`);
  } catch {
    say(`${node.name} does not answer; it follows ${primary.name} when it starts`);
  }
}

type State = { inRecovery: boolean; received: bigint };

/** Undefined when the node does not answer. */
async function stateOf(node: PostgresNode): Promise<State | undefined> {
  const sql = `
    select pg_is_in_recovery() as recovery,
      (coalesce(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn(), '0/0') - '0/0'::pg_lsn)::text as received`;
  try {
    const [row] = await withSession(urlOfNode(node), (run) => run(sql), limits);
    return { inRecovery: row?.['recovery'] === true, received: BigInt(String(row?.['received'])) };
  } catch {
    return undefined;
  }
}
