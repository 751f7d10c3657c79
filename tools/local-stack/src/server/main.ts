#!/usr/bin/env node
import {
  describeAllApps,
  describePostgres,
  freePort,
  internalKeys,
  postgresUrl,
  requireFreePort,
  SetupProblem,
  untilKilledPostgresIsGone,
} from '@florin/processes';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { runCommand } from '../commands/command.ts';
import { fraudApiKeysOf, readCredentials } from '../credentials.ts';
import { superviseStack } from '../processes/supervise-stack.ts';
import type { Supervisor } from '../processes/supervisor.ts';
import type { Say } from '../narration.ts';
import { findRunningStack } from '../running-stack.ts';
import { lightPostgres, readSettings, type StackSettings } from '../settings.ts';
import { findNode } from './find-node.ts';
import { prepareInChild } from './prepare-in-child.ts';

const usage = `Usage: florin-server [--port 3000] [--data ./florin-data]

Starts a bank with its own PostgreSQL. Its data, keys and logs are in the folder; Ctrl-C stops it.`;

/**
 * `florin-server`, the program of the published package: a bank on PostgreSQL and Node alone, with its data in one folder. It
 * runs on Node 20 and starts the bank's process on the Node 24 that comes with the package.
 */
await runCommand(async (args) => {
  const { data, port, help } = readOptions(args);
  if (help) return console.log(usage);
  const settings: StackSettings = {
    // The services of the shell are not this bank's.
    ...readSettings({ FLORIN_LOCAL: resolve(data), PORT: port }),
    postgresPort: await freePort(),
    parts: { redis: false, kafka: false },
  };
  const url = `http://127.0.0.1:${settings.appPorts.api}`;
  const running = findRunningStack(settings);
  if (running) throw new SetupProblem(`This bank is already running at ${running.url ?? url}.`);
  const node = findNode();
  await superviseStack(settings, url, (supervisor, say) =>
    startBank(settings, { node, url }, supervisor, say),
  );
});

function readOptions(args: string[]): { data: string; port: string; help: boolean } {
  const options = {
    data: { type: 'string', default: 'florin-data' },
    port: { type: 'string', default: process.env['PORT'] ?? '3000' },
    help: { type: 'boolean', default: false },
  } as const;
  try {
    return parseArgs({ args, options }).values;
  } catch (error) {
    throw new SetupProblem(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
  }
}

type Started = { node: string; url: string };

async function startBank(settings: StackSettings, { node, url }: Started, supervisor: Supervisor, say: Say) {
  const { directory, logDirectory, postgresPort, appPorts } = settings;
  const port = appPorts.api;
  await requireFreePort(port, 'Florin', 'choose another with --port');
  const postgres = { directory: join(directory, 'postgres'), port: postgresPort };
  await untilKilledPostgresIsGone(postgres.directory);
  await supervisor.start({
    name: 'postgres',
    port: postgresPort,
    describe: () =>
      describePostgres({ ...postgres, logFile: join(logDirectory, 'postgres.log'), settings: lightPostgres }),
  });
  const urls = await prepareInChild(node, { directory, url: postgresUrl(postgres) }, say);
  const credentials = readCredentials(directory);
  const { internal_token: internalToken } = credentials;
  await supervisor.start({
    name: 'all',
    port,
    restartAfterMs: 500,
    describe: () => ({
      ...describeAllApps({
        port,
        logFile: join(logDirectory, 'all.log'),
        services: { REDIS_URLS: '', KAFKA_BROKERS: '' },
        urlOf: (app) => urls[app],
        internalToken,
        fraudApiKeys: fraudApiKeysOf(credentials),
        env: {
          WEBHOOK_ENCRYPTION_KEYS: internalKeys(internalToken).webhookKey,
          NODE_COMPILE_CACHE: join(directory, 'cache'),
        },
      }),
      command: node,
      // Beside this file's folder in the package, as in the repository.
      args: [resolve(import.meta.dirname, '../../../../apps/all/src/main.js')],
      cwd: directory,
    }),
  });
  console.log(banner(url, directory, String(credentials.api_key)));
}

function banner(url: string, directory: string, key: string): string {
  return `
Florin runs.
  API        ${url}
  Console    ${url}/console
  Docs       ${url}/docs
  API key    ${key}
  Data       ${relative(process.cwd(), directory) || '.'}: keep it, and let nobody else read it

Open an account:
  curl -X POST ${url}/accounts -H 'Authorization: Bearer ${key}'

Ctrl-C ends it; the data stay. Events are in PostgreSQL: no Kafka client of others can connect.`;
}
