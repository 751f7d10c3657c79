import { withSession } from '@florin/database';
import { endProcess, freePorts, readRecord } from '@florin/processes';
import { itemAt } from '@florin/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ClusterSettings, readClusterSettings } from '../src/cluster/cluster-settings.ts';
import { startPostgresNodes, urlOfNode } from '../src/cluster/postgres-nodes.ts';
import { promote } from '../src/cluster/promote.ts';
import { nodeNamed, readTopology } from '../src/cluster/topology.ts';
import { createSupervisor, type Supervisor } from '../src/processes/supervisor.ts';

const directory = mkdtempSync(join(tmpdir(), 'florin-promote-'));
const silent = () => undefined;
let cluster: ClusterSettings;
let supervisor: Supervisor;

beforeAll(async () => {
  const settings = readClusterSettings({ FLORIN_LOCAL: directory }, 1);
  const ports = await freePorts(settings.postgres.length);
  const postgres = settings.postgres.map((node, index) => ({ ...node, port: itemAt(ports, index) }));
  cluster = { ...settings, postgres };
  supervisor = createSupervisor({ runDirectory: cluster.runDirectory, say: silent, revive: false });
  await startPostgresNodes(cluster, supervisor, silent);
});

afterAll(async () => {
  await supervisor?.stop(true);
  rmSync(directory, { recursive: true, force: true });
});

/** Ends the promotion at the line that it prints, as a kill of the command there would. */
const promoteUntil = (line: string) =>
  promote(cluster, {
    say: (said) => {
      if (said.includes(line)) throw new Error(`interrupted at: ${said}`);
    },
  });

test('an interrupted promotion goes on with the same nodes when it is repeated, at whatever step it ended', async () => {
  await withSession(urlOfNode(nodeNamed(cluster, 'postgres-1')), (run) =>
    run('create table public.before_the_loss (id int)'),
  );
  await lose('postgres-1');

  await expect(promoteUntil('has received the most')).rejects.toThrow('interrupted');
  const chosen = readTopology(cluster).primary;
  expect(readTopology(cluster)).toEqual({ primary: chosen, timeline: 1, replaces: 'postgres-1' });
  await expect(promoteUntil('is promoted')).rejects.toThrow('interrupted');
  expect(readTopology(cluster)).toEqual({ primary: chosen, timeline: 2, replaces: 'postgres-1' });

  expect(await promote(cluster, { say: silent })).toEqual({
    lost: 'postgres-1',
    primary: chosen,
    timeline: 2,
  });
  expect(readTopology(cluster)).toEqual({ primary: chosen, timeline: 2 });
  await expect(promote(cluster, { say: silent })).rejects.toThrow(`${chosen} is the primary and answers`);

  // The commit waits for the other standby: it follows the new primary.
  const [row] = await withSession(urlOfNode(nodeNamed(cluster, chosen)), async (run) => {
    await run('insert into public.before_the_loss values (1)');
    return run(`select application_name as name from pg_stat_replication where sync_state = 'sync'`);
  });
  expect(['postgres_2', 'postgres_3'].filter((name) => name !== chosen.replace('-', '_'))).toEqual([
    row?.['name'],
  ]);
});

/** Kills it. Nothing starts it again. */
async function lose(name: string): Promise<void> {
  const record = readRecord(cluster.runDirectory, name);
  if (!record) throw new Error(`${name} does not run`);
  await endProcess({ ...record, stopSignal: 'SIGKILL' });
}
