import { withSession } from '@florin/database';
import {
  copyForStandby,
  describePostgres,
  followPrimary,
  isStandby,
  postgresUrl,
  type ProgramDescription,
} from '@florin/processes';
import { chownSync, lstatSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Supervisor } from '../processes/supervisor.ts';
import type { Say } from '../narration.ts';
import type { ClusterSettings, PostgresNode } from './cluster-settings.ts';
import { primaryOf, readTopology } from './topology.ts';

/** Starts the primary, then the standbys, each of which is copied from the primary at its first start. */
export async function startPostgresNodes(
  cluster: ClusterSettings,
  supervisor: Supervisor,
  say: Say,
): Promise<void> {
  const primary = primaryOf(cluster);
  const standbys = cluster.postgres.filter((node) => node !== primary);
  for (const node of [primary, ...standbys]) {
    const describe = () => describeNode(cluster, node, say);
    await supervisor.start({ name: node.name, port: node.port, describe });
    const role =
      node === primary ? 'primary' : node === standbys[0] ? 'synchronous standby' : 'asynchronous replica';
    say(`${node.name} listens on 127.0.0.1:${node.port}, the ${role}`);
  }
}

/** The administrator's URL of one node. */
export const urlOfNode = ({ directory, port }: PostgresNode, database?: string): string =>
  postgresUrl({ directory, port }, database);

/** The node as PostgreSQL knows it: its replication slot, and its name in `synchronous_standby_names`. */
export const slotOf = ({ name }: PostgresNode): string => name.replaceAll('-', '_');

/** A node is what the topology says at the moment of its start, whatever it was before. */
async function describeNode(
  cluster: ClusterSettings,
  node: PostgresNode,
  say: Say,
): Promise<ProgramDescription> {
  if (readTopology(cluster).primary !== node.name) await becomeStandby(cluster, node, say);
  return describeServer(cluster, node);
}

/** The server on a node's data, as these data say: a primary or a standby. */
export function describeServer(cluster: ClusterSettings, node: PostgresNode): ProgramDescription {
  const { name, directory, port } = node;
  const logFile = join(cluster.logDirectory, `${name}.log`);
  const description = describePostgres({ directory, port, logFile, settings: settingsOf(cluster) });
  makeArchive(cluster, node);
  return { ...description, name };
}

/**
 * Every node has the same settings, so that a promotion changes none. The first connected standby in the list confirms
 * each commit; the next one takes over when it is gone. A node is never its own standby.
 */
function settingsOf({ postgres, archiveDirectory }: ClusterSettings) {
  const archived = `'${archiveDirectory}/%f.gz'`;
  return {
    synchronous_standby_names: `FIRST 1 (${postgres.map(slotOf).join(', ')})`,
    max_slot_wal_keep_size: '1GB',
    wal_sender_timeout: '10s',
    wal_receiver_timeout: '10s',
    wal_retrieve_retry_interval: '500ms',
    archive_mode: 'on',
    archive_timeout: '60s',
    // A segment gets its name when it is complete on disk. Archiving it again, after a crash, replaces it by itself.
    archive_command: `gzip -c '%p' > ${archived}.new && sync ${archived}.new && mv ${archived}.new ${archived}`,
  };
}

/** A node that was a primary is copied again: it may have WAL that the new primary does not have. */
async function becomeStandby(cluster: ClusterSettings, node: PostgresNode, say: Say): Promise<void> {
  const primary = primaryOf(cluster);
  const options = { name: slotOf(node), directory: node.directory, primary };
  if (isStandby(node.directory)) return followPrimary(options);
  say(`copying ${primary.name} to ${node.name}`);
  await withSession(urlOfNode(primary), (run) => copyForStandby(options, run));
}

/** The archive belongs to the account that PostgreSQL runs as. */
function makeArchive({ archiveDirectory }: ClusterSettings, { directory }: PostgresNode): void {
  mkdirSync(archiveDirectory, { recursive: true, mode: 0o700 });
  const { uid, gid } = lstatSync(directory);
  if (process.getuid?.() === 0) chownSync(archiveDirectory, uid, gid);
}
