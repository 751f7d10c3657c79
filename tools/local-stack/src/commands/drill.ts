import { fromRoot, nodeBinary, SetupProblem } from '@florin/processes';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readClusterSettings } from '../cluster/cluster-settings.ts';
import { type Drill, runDrill } from '../drills/drill.ts';
import { apiLost, brokerLost, redisGone, rollingUpgrade } from '../drills/lost-processes.ts';
import { primaryLost } from '../drills/primary-lost.ts';
import { restore } from '../drills/restore.ts';
import { createNarration } from '../narration.ts';
import { findRunningStack } from '../running-stack.ts';
import { runCommand } from './command.ts';

const drills: Record<string, Drill> = {
  'primary-lost': primaryLost,
  'api-lost': apiLost,
  'rolling-upgrade': rollingUpgrade,
  'broker-lost': brokerLost,
  'redis-gone': redisGone,
  restore,
};

/**
 * `npm run drill -- primary-lost` on the running cluster, or on one that it starts, with `--brokers=1` if given, and stops.
 * Exit code 1 when it failed.
 */
await runCommand(async ([name = '', ...rest]) => {
  const drill = drills[name];
  if (!drill || rest.some((arg) => arg !== '--brokers=1')) {
    const list = Object.entries(drills).map(
      ([each, { does }]) => `  npm run drill -- ${each}\n      ${does}`,
    );
    console.log(
      `A drill breaks the running cluster while money moves, and checks the bank:\n${list.join('\n')}`,
    );
    return name === '' ? 0 : 2;
  }
  const running = findRunningStack(readClusterSettings());
  const end = running ? undefined : await startOwnCluster(rest);
  try {
    const isWell = await runDrill(name, drill, readClusterSettings(), createNarration());
    return isWell ? 0 : 1;
  } finally {
    await end?.();
  }
});

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
