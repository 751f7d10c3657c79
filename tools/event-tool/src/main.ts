import { connect, recordOperatorAction, type Database } from '@florin/database';
import {
  eventLogOf,
  isKafka,
  kafkaSettings,
  OtherLogUsed,
  requireNoOtherLog,
  type EventLogAddress,
} from '@florin/messaging';
import { actorView, operatorActor } from '@florin/rules';
import {
  ConfigError,
  createLogger,
  createMetrics,
  operatorName,
  operatorNameRule,
  readConfig,
} from '@florin/service';
import { parseArgs } from 'node:util';
import { Type } from 'typebox';
import { aclsCommand } from './acls.ts';
import { CannotDo, Misuse, type Command, type Options, type Surroundings } from './command.ts';
import { deadLettersCommand } from './dead-letters.ts';
import { replayCommand } from './replay.ts';
import { republishCommand } from './republish.ts';
import { tailCommand } from './tail.ts';
import { isNativeError } from 'node:util/types';

const kafkaConfig = Type.Object(kafkaSettings);
const postgresConfig = Type.Object({
  ...kafkaSettings,
  DATABASE_URL: Type.String({
    secret: true,
    description: 'of the bank, whose event log is in PostgreSQL; or set KAFKA_BROKERS',
  }),
});
/** Of commands that change something: where the record of it is written. */
const recordsConfig = Type.Object({
  DATABASE_URL: Type.String({
    secret: true,
    description: 'where it is recorded who changes what: postgresql://user:password@host:port/database',
  }),
});

const whereServicesAre = 'Set it, or run "npm start": what it runs here is found without.';

const commands: Record<string, Command> = {
  tail: tailCommand,
  replay: replayCommand,
  republish: republishCommand,
  'dead-letters': deadLettersCommand,
  acls: aclsCommand,
};

/** Exit codes: 0 done, 1 failed, 2 invalid command line. */
async function main(args: string[]): Promise<number> {
  const [name = '', ...rest] = args;
  if (name === 'help' || args.includes('--help')) {
    console.log(usage());
    return 0;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) {
    console.error(usage());
    return 2;
  }
  try {
    await run(command, rest);
    return 0;
  } catch (error) {
    console.error(explain(error, command));
    return error instanceof Misuse ? 2 : 1;
  }
}

async function run(command: Command, args: string[]): Promise<void> {
  const { values: options, positionals: words } = parse(command, args);
  const operator = operatorName(options['operator']);
  if (operator === undefined) throw new Misuse(operatorNameRule);
  const eventLog = await findEventLog();
  if (!isKafka(eventLog)) console.error('KAFKA_BROKERS is not set: the event log in PostgreSQL is used');
  const interrupted = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupted.abort());
  await command.run(
    { words, options },
    {
      eventLog,
      logger: createLogger({ service: 'events-tool', level: 'silent' }),
      metrics: createMetrics('events-tool'),
      print: (line) => console.log(line),
      progress: (line) => console.error(line),
      record: recordOf(operator),
      signal: interrupted.signal,
    },
  );
}

async function findEventLog(): Promise<EventLogAddress> {
  const { KAFKA_BROKERS } = readConfig(kafkaConfig);
  // With brokers, only what changes something needs the database.
  if (KAFKA_BROKERS !== undefined) return eventLogOf({ ...readConfig(kafkaConfig), DATABASE_URL: '' });
  const settings = readConfig(postgresConfig);
  const eventLog = eventLogOf(settings);
  await withDatabase(settings.DATABASE_URL, (database) => requireNoOtherLog(database, eventLog));
  return eventLog;
}

function recordOf(operator: string): Surroundings['record'] {
  const actor = actorView(operatorActor(operator));
  return async (action) => {
    await withDatabase(readConfig(recordsConfig).DATABASE_URL, (database) =>
      database.unitOfWork((unit) => recordOperatorAction(unit, { ...action, actor })),
    );
  };
}

async function withDatabase<T>(url: string, work: (database: Database) => Promise<T>): Promise<T> {
  const database = await connect({ url, applicationName: 'events-tool', poolSize: 1 });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

function parse(command: Command, args: string[]) {
  const named = Object.entries(command.options).map(([name, kind]) => [
    name,
    { type: kind === 'text' ? ('string' as const) : ('boolean' as const) },
  ]);
  const options = {
    ...Object.fromEntries(named),
    json: { type: 'boolean' as const },
    operator: { type: 'string' as const },
  };
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    return { values: values as Options, positionals };
  } catch (error) {
    throw new Misuse(messageOf(error), { cause: error });
  }
}

function messageOf(error: unknown): string {
  return isNativeError(error) ? error.message : String(error);
}

function explain(error: unknown, command: Command): string {
  if (error instanceof Misuse)
    return `${error.message}\nUsage: npm run events -- ${command.usage} [--operator NAME] [--json]`;
  if (error instanceof ConfigError) return `${error.message}\n${whereServicesAre}`;
  if (error instanceof CannotDo || error instanceof OtherLogUsed) return error.message;
  return `It could not be done: ${messageOf(error)}`;
}

function usage(): string {
  const lines = Object.values(commands).map(
    ({ usage, does }) => `  npm run events -- ${usage}\n      ${does}`,
  );
  return `Usage (each takes --json, and reads KAFKA_BROKERS, KAFKA_TLS_… and KAFKA_SASL_…, or DATABASE_URL for the event log in PostgreSQL; what changes something records --operator, by default the system user, in DATABASE_URL):\n${lines.join('\n')}`;
}

process.exitCode = await main(process.argv.slice(2));
