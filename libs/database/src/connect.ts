import { ReferenceKind, type EntityMetadata, type MetadataStorage } from '@mikro-orm/core';
import { MikroORM } from '@mikro-orm/postgresql';
import { BulkUpdatingDriver } from './bulk-update.ts';
import { endIdleWhenSilent, keptAlive } from './bounded-client.ts';
import { Database } from './database.ts';
import { PreparingClient } from './prepared.ts';

export type ConnectOptions = {
  /** `postgresql://user:password@host:port/database`, or with `?host=/folder` for a Unix socket. */
  url: string;
  /** Every entity by hand: nothing is discovered by folder. */
  entities?: readonly object[];
  /** Shown in pg_stat_activity. */
  applicationName: string;
  /** Connections at most, besides the one of `ping`. Default 10. */
  poolSize?: number;
  /**
   * The server ends a statement after this long, and this process ends the connection a second later if nothing was
   * heard of that. Default 10,000.
   */
  statementTimeoutMs?: number;
  /** The server ends a wait for a row lock after this long. Default 2,000. */
  lockTimeoutMs?: number;
  /**
   * The server ends a session that holds a transaction open and says nothing: this fences a process that was
   * paused in the middle of a unit of work. Default 3,000.
   */
  idleInTransactionTimeoutMs?: number;
  /** How long to wait for a free or new connection. Default 1,500. */
  connectTimeoutMs?: number;
};

/** MikroORM's default of 300 cuts the update of a large batch of movements in two or three. */
const updatedTogetherMax = 1_000;

/** Prepares a pool; the first query connects, so a database that is away does not stop a process from starting. */
export async function connect(options: ConnectOptions): Promise<Database> {
  const { statementTimeoutMs = 10_000 } = options;
  const settings = [
    `-c statement_timeout=${statementTimeoutMs}`,
    `-c lock_timeout=${options.lockTimeoutMs ?? 2_000}`,
    `-c idle_in_transaction_session_timeout=${options.idleInTransactionTimeoutMs ?? 3_000}`,
    '-c timezone=UTC',
    ...keptAlive.server,
  ];
  const orm = new MikroORM({
    clientUrl: options.url,
    // A name that is mistyped must not become an empty bank.
    ensureDatabase: false,
    driver: BulkUpdatingDriver,
    batchSize: updatedTogetherMax,
    entities: [...(options.entities ?? [])] as never[],
    discovery: {
      warnWhenNoEntities: false,
      onMetadata: makeColumnsPlainFields,
      afterDiscovered: sayGettersAreDefined,
    },
    forceUtcTimezone: true,
    pool: { min: 0, max: options.poolSize ?? 10, idleTimeoutMillis: 30_000 },
    driverOptions: {
      Client: PreparingClient,
      // The server goes first: its answer says what went wrong, and the connection can be used again.
      answerLimitMs: statementTimeoutMs + 1_000,
      onPoolCreated: endIdleWhenSilent,
      application_name: options.applicationName,
      options: settings.join(' '),
      connectionTimeoutMillis: options.connectTimeoutMs ?? 1_500,
      ...keptAlive.client,
    },
  });
  return new Database(orm, options.url);
}

/** Every request is answered within this time, as postings are. */
const requestsAnsweredWithinMs = 2_000;
const requestsAtOnce = 4;

/**
 * The pool of an app's HTTP requests, beside the one of its background work: neither waits for a connection that the
 * other one has, and no request waits longer than 2 s for the database.
 */
export async function connectForRequests(
  options: Pick<ConnectOptions, 'url' | 'applicationName'>,
): Promise<Database> {
  const database = await connect({
    ...options,
    poolSize: requestsAtOnce,
    statementTimeoutMs: requestsAnsweredWithinMs,
  });
  return database.lane({ atOnceMax: requestsAtOnce, answerWithinMs: requestsAnsweredWithinMs });
}

/**
 * MikroORM gives each loaded instance a getter and a setter of its own for every column, which takes an eighth of a
 * unit of work's CPU and helps relations only, of which there are none here. A column that names itself as its accessor
 * stays a plain field; what changed is found by comparison all the same.
 */
function makeColumnsPlainFields({ properties }: EntityMetadata): void {
  for (const property of Object.values(properties))
    if (property.kind === ReferenceKind.SCALAR && !property.primary) property.accessor ??= property.name;
}

/**
 * MikroORM defines on each instance, by a descriptor, that its getters are defined. Where there are none, for want of
 * relations, that costs more than all its fields; said once, on the prototype, it costs nothing.
 */
function sayGettersAreDefined(metadata: MetadataStorage): void {
  for (const { prototype, trackingProps } of metadata)
    if (trackingProps.length === 0) Object.defineProperty(prototype, '__gettersDefined', { value: true });
}
