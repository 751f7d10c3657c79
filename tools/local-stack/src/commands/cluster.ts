import { SetupProblem } from '@florin/processes';
import { rmSync } from 'node:fs';
import {
  type ClusterSettings,
  readClusterSettings,
  requireBrokersOfData,
} from '../cluster/cluster-settings.ts';
import { promote } from '../cluster/promote.ts';
import { startCluster } from '../cluster/start-cluster.ts';
import { superviseStack } from '../processes/supervise-stack.ts';
import { findRunningStack } from '../running-stack.ts';
import { runCommand } from './command.ts';
import { clusterSummary } from './summary.ts';

const usage =
  'npm run cluster knows --fresh, --brokers=1 or 3, --without-monitoring, --traces, --from=REVISION, and "promote" with --accept-data-loss';

await runCommand(async (args) => {
  if (args[0] === 'promote') return promoteOne(args.slice(1));
  const unknown = args.find((arg) => !/^--(fresh|brokers=[13]|without-monitoring|traces|from=.+)$/.test(arg));
  if (unknown) throw new SetupProblem(`${usage}, not ${unknown}.`);
  const running = findRunningStack(readClusterSettings());
  if (running) throw new SetupProblem('Florin is already running; npm run stop ends it.');
  const valueOf = (option: string) => args.find((arg) => arg.startsWith(`${option}=`))?.split('=')[1];
  const brokers = valueOf('--brokers');
  const cluster = readClusterSettings(process.env, brokers === undefined ? undefined : Number(brokers));
  const fresh = args.includes('--fresh');
  if (!fresh) requireBrokersOfData(cluster);
  const url = `http://127.0.0.1:${cluster.appPorts.api}`;
  await superviseStack(cluster, url, async (supervisor, say) => {
    if (fresh) rmSync(cluster.directory, { recursive: true, force: true });
    const monitoring = !args.includes('--without-monitoring');
    const credentials = await startCluster(cluster, supervisor, say, {
      monitoring,
      traces: args.includes('--traces'),
      from: valueOf('--from'),
    });
    console.log(clusterSummary(cluster, credentials));
  });
});

/** `npm run cluster -- promote`: makes the standby with the newest data the primary, after the primary was lost. */
async function promoteOne(args: string[]): Promise<void> {
  const unknown = args.find((arg) => arg !== '--accept-data-loss');
  if (unknown) throw new SetupProblem(`${usage}, not ${unknown}.`);
  const cluster: ClusterSettings = readClusterSettings();
  const acceptDataLoss = args.includes('--accept-data-loss');
  const { lost, primary, timeline } = await promote(cluster, { acceptDataLoss, say: console.log });
  console.log(`${primary} is the primary, on timeline ${timeline}.`);
  console.log(`${lost} stays stopped; "npm start -- ${lost}" brings it back as a standby.`);
}
