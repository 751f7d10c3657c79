import { withSession } from '@florin/database';
import { SetupProblem } from '@florin/processes';
import { spawnSync } from 'node:child_process';
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { PostgresNode } from '../cluster/cluster-settings.ts';
import { urlOfNode } from '../cluster/postgres-nodes.ts';
import { primaryOf } from '../cluster/topology.ts';
import { bringBack, type Drill, halt, type Scene, seconds, until } from './drill.ts';
import type { Load } from './load.ts';
import { seenByClients } from './seen-by-clients.ts';

/** What is free beside the data before the disk is filled, in MiB. */
const freeMib = 64;
/** How many attempts of clients must fail before the drill goes on. */
const failuresSeen = 30;

export const diskFull: Drill = {
  does: 'moves the primary’s data to a small disk, fills it, and then also its write-ahead log, until PostgreSQL stops; frees it again. Needs root',
  async run(scene) {
    const { load, say, cluster } = scene;
    const primary = primaryOf(cluster);
    const disk = await moveToSmallDisk(scene, primary);
    try {
      await load.untilAcknowledged(50);
      say(`the data of ${primary.name} are on a small disk, and money moves`);
      const before = new Map(load.unknownCodes);
      fill(disk);
      await failures(load, 'no request failed on a full disk');
      say('the disk is full, and clients are refused');
      await fillLog(primary);
      await failures(load, 'no request failed without space for the log');
      say('the write-ahead log has no space either, and PostgreSQL has stopped');
      const freedAt = Date.now();
      rmSync(fillerOn(disk));
      await load.untilAcknowledged(50, 240_000);
      const pauseMs = load.longestPauseSince(freedAt);
      say(`there is space again, and money moves`);
      return [
        seenByClients(load, before, { mustFail: true }),
        { ok: true, says: `writes again after there was space: ${seconds(pauseMs)}` },
      ];
    } finally {
      await moveBack(scene, primary, disk);
    }
  },
};

const fillerOn = (disk: string): string => join(disk, 'filler');

/** It stops by itself at the last byte. */
function fill(disk: string): void {
  spawnSync('dd', ['if=/dev/zero', `of=${fillerOn(disk)}`, 'bs=4k']);
}

/** Writes records of 8 MB that change nothing, until PostgreSQL cannot make the next file of its log. */
async function fillLog(primary: PostgresNode): Promise<void> {
  const write = `select length(pg_logical_emit_message(false, 'drill', repeat('x', 8000000))::text)`;
  const limits = { connectWithinMs: 2_000, answerWithinMs: 10_000 };
  const fails = () =>
    withSession(urlOfNode(primary), (run) => run(write), limits).then(
      () => false,
      () => true,
    );
  await until(fails, 'the write-ahead log could not be filled');
}

function failures(load: Load, otherwise: string): Promise<void> {
  const goal = load.unknowns + failuresSeen;
  return until(async () => load.unknowns >= goal, otherwise);
}

/** Returns the folder of the data, on which the disk is mounted. The data before are kept beside it until `moveBack`. */
async function moveToSmallDisk(scene: Scene, primary: PostgresNode): Promise<string> {
  if (process.getuid?.() !== 0)
    throw new SetupProblem('This drill mounts a disk, so that only root can run it.');
  const [disk, kept] = [join(primary.directory, 'data'), join(primary.directory, 'data.kept')];
  await halt(scene, primary.name);
  renameSync(disk, kept);
  mkdirSync(disk, { mode: 0o700 });
  const mounted = mount(disk, mibOf(kept) + freeMib);
  if (mounted.status === 0) copy(kept, disk);
  else renameSync(kept, disk); // Over the empty folder.
  await start(scene, primary);
  if (mounted.status !== 0)
    throw new SetupProblem(`No small disk can be mounted here: ${mounted.stderr.trim()}`);
  return disk;
}

async function moveBack(scene: Scene, primary: PostgresNode, disk: string): Promise<void> {
  const [kept, next] = [`${disk}.kept`, `${disk}.next`];
  rmSync(fillerOn(disk), { force: true });
  await halt(scene, primary.name);
  copy(disk, next);
  spawnSync('umount', [disk]);
  rmSync(disk, { recursive: true });
  renameSync(next, disk);
  rmSync(kept, { recursive: true });
  await start(scene, primary);
  await scene.load.untilAcknowledged(20, 240_000);
  scene.say(`the data of ${primary.name} are back in their place`);
}

const mount = (folder: string, mib: number) =>
  spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${mib}m,mode=0700`, 'tmpfs', folder], { encoding: 'utf8' });

const mibOf = (folder: string): number =>
  Number(spawnSync('du', ['-sm', folder], { encoding: 'utf8' }).stdout.split('\t')[0]);

function copy(from: string, to: string): void {
  mkdirSync(to, { recursive: true, mode: 0o700 });
  const { status, stderr } = spawnSync('cp', ['-a', `${from}/.`, to], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`cp: ${stderr}`);
}

function start(scene: Scene, { name, roleCheckPort }: PostgresNode): Promise<void> {
  return bringBack(scene, name, async () => {
    const answer = await fetch(`http://127.0.0.1:${roleCheckPort}/primary`);
    await answer.arrayBuffer();
    return answer.ok;
  });
}
