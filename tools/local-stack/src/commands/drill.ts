import { fromRoot, nodeBinary, SetupProblem } from '@florin/processes';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { readClusterSettings } from '../cluster/cluster-settings.ts';
import { lastRelease } from '../cluster/releases.ts';
import { alertsFire } from '../drills/alerts/alerts-fire.ts';
import { diskFull } from '../drills/disk-full.ts';
import { type Drill, runDrill } from '../drills/drill.ts';
import { moveTenantDoes, runMoveDrill } from '../drills/move-tenant.ts';
import { apiLost, brokerLost, redisGone } from '../drills/lost-processes.ts';
import { primaryLost } from '../drills/primary-lost.ts';
import { restore } from '../drills/restore.ts';
import { rollingUpgrade } from '../drills/rolling-upgrade.ts';
import { createNarration } from '../narration.ts';
import { findRunningStack } from '../running-stack.ts';
import { runCommand } from './command.ts';

const drills: Record<string, Drill> = {
  'primary-lost': primaryLost,
  'api-lost': apiLost,
  'rolling-upgrade': rollingUpgrade,
  'broker-lost': brokerLost,
  'redis-gone': redisGone,
  'disk-full': diskFull,
  restore,
  alerts: alertsFire,
};

/**
 * `npm run drill -- primary-lost` on the running cluster, or on one that it starts, with `--brokers=1` if given, and stops.
 * `alerts` takes `--only=NAME,…`. `rolling-upgrade` with `--from=REVISION` has a cluster of its own with new data, whose apps begin with the code of that revision.
 * Exit code 1 when it failed.
 */
await runCommand(async ([name = '', ...rest]) => {
  if (name === 'move-tenant' && rest.length === 0) return (await runMoveDrill(createNarration())) ? 0 : 1;
  const drill = drills[name];
  const isKnown = (arg: string) =>
    arg === '--brokers=1' ||
    (name === 'rolling-upgrade' && arg.startsWith('--from=')) ||
    drill?.knows?.test(arg) === true;
  if (!drill || !rest.every(isKnown)) {
    const list = Object.entries({ ...drills, 'move-tenant': { does: moveTenantDoes } }).map(
      ([each, { does }]) => `  npm run drill -- ${each}\n      ${does}`,
    );
    console.log(
      `A drill breaks the running cluster while money moves, and checks the bank:\n${list.join('\n')}`,
    );
    return name === '' ? 0 : 2;
  }
  const running = findRunningStack(readClusterSettings());
  const own = rest.filter((arg) => drill.knows?.test(arg));
  const given = rest.filter((arg) => !own.includes(arg));
  const args = name === 'rolling-upgrade' ? fromRelease(given, running !== undefined) : given;
  const end = running ? undefined : await startOwnCluster(args);
  try {
    const isWell = await runDrill(name, drill, readClusterSettings(), createNarration(), own);
    return isWell ? 0 : 1;
  } finally {
    await end?.();
  }
});

/** Adds the last release, if there is one and no other is given, and moves the cluster to data of its own, because an upgrade changes them. */
function fromRelease(args: string[], isRunning: boolean): string[] {
  const given = args.find((arg) => arg.startsWith('--from='));
  if (isRunning && given === undefined) return args;
  if (isRunning)
    throw new SetupProblem('A drill with --from needs a cluster of its own: end this one by npm run stop.');
  const from = given ?? (lastRelease() && `--from=${lastRelease()}`);
  if (from === undefined) {
    console.log(
      'There is no release yet: the processes are replaced by the same code. --from=REVISION begins with another.',
    );
    return args;
  }
  process.env['FLORIN_LOCAL'] = join(readClusterSettings().directory, '..', 'upgrade');
  return [...args.filter((arg) => arg !== given), from, '--fresh'];
}

/** Starts a cluster as a child process, and resolves to what ends it. */
async function startOwnCluster(args: string[]): Promise<() => Promise<void>> {
  const command = fromRoot('tools', 'local-stack', 'src', 'commands', 'cluster.ts');
  const child = spawn(nodeBinary, [command, '--without-monitoring', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const isUp = new Promise<void>((resolve) => {
    let printed = '';
    child.stdout.on('data', (text: Buffer) => {
      process.stdout.write(text);
      printed += text.toString();
      if (printed.includes('The cluster runs')) resolve();
    });
  });
  await Promise.race([isUp, ended]);
  if (child.exitCode !== null) throw new SetupProblem('The cluster did not start.');
  return async () => {
    child.kill('SIGTERM');
    await ended;
  };
}
