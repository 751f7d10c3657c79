import { connect, derivedUrlOfRole, idToUuid, withSession } from '@florin/database';
import { copyRunning, describePostgres, freePort, recoverFromArchive, startProgram } from '@florin/processes';
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ClusterSettings } from '../cluster/cluster-settings.ts';
import { urlOfNode } from '../cluster/postgres-nodes.ts';
import { primaryOf } from '../cluster/topology.ts';
import { type Drill, seconds, until } from './drill.ts';
import { booksBalance, type Finding } from './verify.ts';

export const restore: Drill = {
  does: 'takes a base backup while money moves, restores it with the archived WAL to a moment on a server of its own, and audits that',
  async run({ cluster, load, say }) {
    const backup = join(cluster.backupDirectory, new Date().toISOString().replaceAll(/[:.]/g, '-'));
    mkdirSync(backup, { recursive: true });
    const primary = primaryOf(cluster);
    await withSession(urlOfNode(primary), (run) => copyRunning(primary.directory, backup, run));
    say('took a base backup');
    await load.untilAcknowledged(100);
    const ids = [...load.acknowledged.values()].map(({ transactionId }) => transactionId);
    const moment = await clockOf(cluster);
    await load.untilAcknowledged(100);
    const lagMs = await archiveAll(cluster);
    say(`everything up to ${moment} is archived`);
    const began = Date.now();
    const restored = await restoreTo(cluster, backup, moment);
    try {
      const rtoMs = Date.now() - began;
      return [
        { ok: true, says: `restored in (RTO): ${seconds(rtoMs)}` },
        {
          ok: true,
          says: `the archive was behind the last commit by (RPO if all hosts are lost): ${seconds(lagMs)}`,
        },
        ...(await compare(restored.url, ids, moment)),
      ];
    } finally {
      await restored.end();
    }
  },
};

async function clockOf(cluster: ClusterSettings): Promise<string> {
  const [row] = await withSession(urlOfNode(primaryOf(cluster)), (run) =>
    run('select clock_timestamp()::text as now'),
  );
  return String(row?.['now']);
}

/** Completes the current segment and waits until the archive has it. Resolves to how far the archive was behind before. */
async function archiveAll(cluster: ClusterSettings): Promise<number> {
  const url = urlOfNode(primaryOf(cluster));
  const [before] = await withSession(url, (run) =>
    run(`select extract(epoch from now() - last_archived_time) * 1000 as ms from pg_stat_archiver`),
  );
  const [switched] = await withSession(url, (run) => run(`select pg_walfile_name(pg_switch_wal()) as file`));
  const file = String(switched?.['file']);
  const archived = `select from pg_stat_archiver where last_archived_wal >= '${file}' and last_archived_wal ~ '^[0-9A-F]{24}$'`;
  await until(
    async () => (await withSession(url, (run) => run(archived))).length > 0,
    `${file} was not archived`,
  );
  return Number(before?.['ms']);
}

type Restored = { url: string; end(): Promise<void> };

async function restoreTo(cluster: ClusterSettings, backup: string, moment: string): Promise<Restored> {
  const directory = join(cluster.directory, 'restored');
  rmSync(directory, { recursive: true, force: true });
  cpSync(backup, directory, { recursive: true, preserveTimestamps: true });
  const archived = `${cluster.archiveDirectory}/%f.gz`;
  await recoverFromArchive(directory, {
    restore_command: `test -f '${archived}' && gzip -dc '${archived}' > '%p'`,
    recovery_target_time: moment,
    recovery_target_action: 'promote',
  });
  const port = await freePort();
  const logFile = join(cluster.logDirectory, 'restored.log');
  const server = await startProgram(describePostgres({ directory, port, logFile }));
  const url = urlOfNode({ name: 'restored', directory, port, roleCheckPort: 0 });
  await until(
    async () => (await withSession(url, (run) => run('select where not pg_is_in_recovery()'))).length > 0,
    'the restored server did not reach the moment',
  );
  return {
    url,
    async end() {
      await server.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Everything that was acknowledged before the moment is there, and nothing that came after it. */
async function compare(url: string, acknowledged: readonly string[], moment: string): Promise<Finding[]> {
  const database = await connect({
    url: derivedUrlOfRole(url, 'readsAllTenants'),
    applicationName: 'drill',
    allTenants: true,
    statementTimeoutMs: 120_000,
  });
  try {
    const [row] = await database.query<{ found: string; later: string; gap: number }>(
      `select count(*) filter (where id = any($1::uuid[])) as found,
        count(*) filter (where created_at > $2::timestamptz) as later,
        extract(epoch from $2::timestamptz - max(created_at))::float * 1000 as gap
      from ledger.transactions`,
      [acknowledged.map(idToUuid), moment],
    );
    const books = await booksBalance(database);
    const [lost, later] = [acknowledged.length - Number(row?.found), Number(row?.later)];
    return [
      {
        ok: lost === 0,
        says: `movements acknowledged before the moment that the restored server lacks: ${lost}`,
      },
      { ok: later === 0, says: `movements from after the moment that it has: ${later}` },
      { ok: true, says: `its last movement was before the moment by: ${seconds(row?.gap ?? 0)}` },
      { ...books, says: `on the restored server: ${books.says}` },
    ];
  } finally {
    await database.close();
  }
}
