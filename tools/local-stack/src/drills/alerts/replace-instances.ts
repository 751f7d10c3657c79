import { answersOk } from '@florin/processes';
import { type Bank, describeInstance, servicesOf } from '../../cluster/start-cluster.ts';
import { createSupervisor } from '../../processes/supervisor.ts';
import { halt, type Scene } from '../drill.ts';
import { bringBackInstance } from '../lost-processes.ts';
import { tenantOf } from './tenant.ts';

type Change = { env?: Record<string, string>; credentials?: Partial<Bank['credentials']> };

/** Restarts processes of apps with other settings; resolves to what starts them again with their own. */
export async function replaceInstances(
  scene: Scene,
  names: readonly string[],
  { env = {}, credentials = {} }: Change,
): Promise<() => Promise<void>> {
  const { cluster, say } = scene;
  const bank = { services: servicesOf(cluster), credentials: { ...tenantOf(scene), ...credentials } };
  const supervisor = createSupervisor({ runDirectory: cluster.runDirectory, say, revive: false });
  const replace = async (name: string) => {
    const instance = cluster.instances.find((each) => each.name === name);
    if (!instance) throw new Error(`There is no process ${name}.`);
    await halt(scene, name);
    const own = describeInstance(cluster, instance, bank);
    // A changed setting may be what readiness reports.
    const isReady = () => answersOk(`http://127.0.0.1:${instance.port}/health/live`);
    const describe = () => ({ ...own, env: { ...own.env, ...env }, isReady });
    await supervisor.start({ name: `drill-${name}`, port: instance.port, describe });
  };
  const restore = async () => {
    await supervisor.stop();
    await Promise.all(names.map((name) => bringBackInstance(scene, name)));
  };
  try {
    for (const name of names) await replace(name);
  } catch (error) {
    await restore();
    throw error;
  }
  return restore;
}
