import { connect, isUnavailable } from '@florin/database';
import { eventLogOf, kafkaSettings, requireNoOtherLog } from '@florin/messaging';
import {
  armFailpoints,
  ConfigError,
  createProgressBar,
  operatorName,
  operatorNameRule,
  readConfig,
} from '@florin/service';
import { parseArgs } from 'node:util';
import { Type } from 'typebox';
import { config } from './config.ts';
import { analyticsSchema, migrateAnalytics } from './migrate.ts';
import { LogIncomplete } from './rebuild/log-gaps.ts';
import { rebuild, type Rebuilt } from './rebuild/rebuild.ts';
import { report } from './rebuild/report.ts';

const { DATABASE_URL, KAFKA_GROUP_ID } = config.properties;
const commandConfig = Type.Object({
  ...{ DATABASE_URL, KAFKA_GROUP_ID },
  ...kafkaSettings,
  NODE_ENV: Type.String({ default: 'development' }),
  FLORIN_FAILPOINTS: Type.String({ default: '' }),
});

const oneCommandRule = 'One of rebuild and verify must be given.';
const usage = `Usage (reads DATABASE_URL, KAFKA_BROKERS, KAFKA_TLS_…, KAFKA_SASL_… and KAFKA_GROUP_ID):
  npm run analytics -- rebuild [--operator NAME]
      rebuilds all roll-ups from the events in the log, replaces those in use, and records the operator, by default the system user
  npm run analytics -- verify
      rebuilds all roll-ups beside those in use and compares them; changes nothing
`;

/** Runs the command. Exit codes: 0 done or equal, 1 different or failed, 2 wrong usage. */
async function main(args: string[]): Promise<number> {
  const given = parse(args);
  if ('misuse' in given) {
    process.stderr.write(`${given.misuse}\n\n${usage}`);
    return 2;
  }
  const { command, operator } = given;
  try {
    const rebuilt = await run(command === 'rebuild', operator);
    process.stdout.write(`${report(rebuilt, command === 'rebuild')}\n`);
    return command === 'verify' && rebuilt.differences.length > 0 ? 1 : 0;
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`);
    return 1;
  }
}

function parse(args: string[]): { misuse: string } | { command: 'rebuild' | 'verify'; operator: string } {
  try {
    const { values, positionals } = parseArgs({
      ...{ args, allowPositionals: true, options: { operator: { type: 'string' } } },
    });
    const [command] = positionals;
    if (positionals.length !== 1 || (command !== 'rebuild' && command !== 'verify'))
      return { misuse: oneCommandRule };
    const operator = operatorName(values.operator);
    return operator === undefined ? { misuse: operatorNameRule } : { command, operator };
  } catch (error) {
    return { misuse: String(error) };
  }
}

async function run(swap: boolean, operator: string): Promise<Rebuilt> {
  const settings = readConfig(commandConfig);
  armFailpoints(settings.FLORIN_FAILPOINTS, settings.NODE_ENV);
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => stopping.abort(new Error(`Stopped by ${signal}: nothing was changed.`)));
  const database = await connect({
    url: settings.DATABASE_URL,
    applicationName: `${analyticsSchema}-rebuild`,
    statementTimeoutMs: 60 * 60_000,
    lockTimeoutMs: 60_000,
    // The unit of work that holds the lock is idle while others read the rest of the log.
    idleInTransactionTimeoutMs: 60 * 60_000,
    poolSize: 4,
  });
  const bar = createProgressBar(process.stdout, 'messages');
  try {
    await migrateAnalytics(database);
    const eventLog = eventLogOf(settings);
    await requireNoOtherLog(database, eventLog);
    return await rebuild({
      ...{ database, swap, operator, eventLog, groupId: settings.KAFKA_GROUP_ID },
      onProgress: bar.show,
      signal: stopping.signal,
    });
  } finally {
    bar.end();
    await database.close();
  }
}

function explain(error: unknown): string {
  if (error instanceof ConfigError)
    return `${error.message}\nSet it, or run "npm start": the command then finds its services by itself.`;
  if (error instanceof LogIncomplete) return error.message;
  if (isUnavailable(error))
    return `The database is unavailable: ${error instanceof Error ? error.message : String(error)}`;
  return error instanceof Error ? error.message : String(error);
}

process.exitCode = await main(process.argv.slice(2));
