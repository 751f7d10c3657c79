import { allMigrations, connect } from '@florin/database';
import { type AppName, endProcess, readRecord, SetupProblem } from '@florin/processes';
import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ClusterSettings, Instance } from '../cluster/cluster-settings.ts';
import { commandHaproxy, openRequests, stateOf } from '../cluster/haproxy.ts';
import { upgrade } from '../cluster/releases.ts';
import { preparingUrlsOf } from '../cluster/start-cluster.ts';
import { parkedFile } from '../processes/supervisor.ts';
import { bringBackInstance } from './lost-processes.ts';
import { type Drill, type Scene, until } from './drill.ts';
import type { Load } from './load.ts';
import { seenByClients } from './seen-by-clients.ts';
import type { Finding } from './verify.ts';

/** The API calls the consumers, so that they are the new ones before it. */
const order: readonly AppName[] = ['fraud', 'notifications', 'analytics', 'worker', 'api'];

/** The default of the SDK's `maxRetries`. */
const retriesOfSdk = 2;

export const rollingUpgrade: Drill = {
  does: 'migrates, and replaces every process of the apps by the code in this folder, one after the other; no client sees an error. With --from=REVISION they begin with that code',
  async run(scene) {
    const { cluster, load, say } = scene;
    const before = new Map(load.unknownCodes);
    const revisions = await revisionsOf(cluster);
    say(`the processes run ${[...new Set(revisions.values())].join(' and ')}`);
    say(`migrated under load: ${(await migrate(cluster)).join(', ') || 'nothing was missing'}`);
    await load.untilAcknowledged(50);
    const instances = order.flatMap((app) => cluster.instances.filter((each) => each.app === app));
    for (const instance of instances) {
      await replace(scene, instance);
      say(`${instance.name} is replaced, after it had answered all that it had accepted`);
      // Half of its app runs the version before, and half this one.
      await load.untilAcknowledged(20);
    }
    await load.untilAcknowledged(50);
    return [seenByClients(load, before, { mustFail: false }), retriesSuffice(load), await allReport(cluster)];
  },
};

/** The SDK repeats a request by itself; its caller sees only what fails after that. */
function retriesSuffice({ attemptsMost }: Load): Finding {
  return {
    ok: attemptsMost <= 1 + retriesOfSdk,
    says: `attempts that a movement needed at most: ${attemptsMost} (the SDK makes ${1 + retriesOfSdk})`,
  };
}

/** Brings the schemas up to date as the owner, as `npm run admin -- migrate` does, while the apps run. */
async function migrate(cluster: ClusterSettings): Promise<string[]> {
  const database = await connect({ ...preparingUrlsOf(cluster), applicationName: 'drill' });
  const done: string[] = [];
  try {
    for (const source of allMigrations()) done.push(...(await database.migrate(source)));
    return done;
  } finally {
    await database.close();
  }
}

/** Drains it at HAProxy, ends it as an orchestrator does, and lets requests come again when the new one is ready. */
async function replace(scene: Scene, { name, app }: Instance): Promise<void> {
  const { cluster } = scene;
  const server = `${app}/${name}`;
  // The worker serves no requests.
  const setState = async (state: 'drain' | 'ready') => {
    if (app !== 'worker') await commandHaproxy(cluster, `set server ${server} state ${state}`);
  };
  if (app !== 'worker')
    await until(
      () => areUp(cluster, app, name),
      `the other ${app} did not stay up, so that ${name} cannot go`,
    );
  await setState('drain');
  if (app !== 'worker')
    await until(async () => (await openRequests(cluster, server)) === 0, `${name} did not answer everything`);
  const record = readRecord(cluster.runDirectory, name);
  if (!record) throw new SetupProblem(`${name} is not running.`);
  writeFileSync(parkedFile(cluster.runDirectory, name), '');
  await endProcess(record);
  upgrade(cluster, name);
  await bringBackInstance(scene, name);
  await setState('ready');
}

/** Whether HAProxy sends requests to all other processes of the app, for three seconds without a break. */
async function areUp(cluster: ClusterSettings, app: AppName, except: string): Promise<boolean> {
  const others = cluster.instances.filter((each) => each.app === app && each.name !== except);
  for (let check = 0; check < 6; check++) {
    const states = await Promise.all(others.map(({ name }) => stateOf(cluster, `${app}/${name}`)));
    if (states.some((state) => state !== 'UP')) return false;
    await sleep(500);
  }
  return true;
}

async function allReport(cluster: ClusterSettings): Promise<Finding> {
  const revisions = new Set((await revisionsOf(cluster)).values());
  return {
    ok: revisions.size === 1,
    says: `versions that the processes report after it: ${[...revisions].join(', ')}`,
  };
}

/** The build that each process says of itself. */
async function revisionsOf({ instances }: ClusterSettings): Promise<Map<string, string>> {
  const builds = instances.map(async ({ name, metricsPort }): Promise<[string, string]> => {
    const answer = await fetch(`http://127.0.0.1:${metricsPort}/metrics`);
    const [, revision = ''] = /^florin_build_info\{.*revision="([^"]*)"/m.exec(await answer.text()) ?? [];
    return [name, revision];
  });
  return new Map(await Promise.all(builds));
}
