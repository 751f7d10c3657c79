import { ReferenceKind, type EntityMetadata, type MetadataStorage } from '@mikro-orm/core';
import { MikroORM } from '@mikro-orm/postgresql';
import { BulkUpdatingDriver } from './bulk-update.ts';
import { endIdleWhenSilent, keptAlive } from './bounded-client.ts';
import { Database } from './database.ts';
import { PreparingClient, type OnCommitted } from './prepared.ts';
import { tlsOf } from './tls.ts';

export type ConnectOptions = {
  /**
   * `postgresql://user:password@host:port/database`, or with `?host=/folder` for a Unix socket. With
   * `?sslmode=verify-full&sslrootcert=/file` the connection is TLS, and the server's certificate is checked.
   */
  url: string;
  /** The URL of the role that runs migrations; without it `url` does, if its role may. */
  ownerUrl?: string | undefined;
  /** All entities; none are discovered in folders. */
  entities?: readonly object[];
  /** Shown in pg_stat_activity. */
  applicationName: string;
  /**
   * For background work that is about no tenant in particular: a role that may do both then sees the rows of all tenants on
   * these connections, instead of those of `of`.
   */
  allTenants?: boolean;
  /** The largest number of connections of the pool. Default 10. */
  poolSize?: number;
  /**
   * The server cancels a statement after this time. This process destroys the connection a second later if it got no
   * answer by then. Default 10,000.
   */
  statementTimeoutMs?: number;
  /** The server cancels a wait for a row lock after this time. Default 2,000. */
  lockTimeoutMs?: number;
  /**
   * The server ends a session with an open transaction that is idle for this time. A process that was paused in a unit
   * of work can therefore not commit it later. Default 3,000.
   */
  idleInTransactionTimeoutMs?: number;
  /** The time limit for a free or new connection. Default 1,500. */
  connectTimeoutMs?: number;
  /**
   * Called before each commit; what it returns is called after it. The position costs a small statement in the message of
   * the commit.
   */
  onCommitted?: () => OnCommitted | undefined;
};

/** MikroORM's default of 300 would split the update of a large batch of movements into two or three statements. */
const updatedTogetherMax = 1_000;

/** Makes a pool. The first query connects, so a process can start while the database is unavailable. */
export async function connect(options: ConnectOptions): Promise<Database> {
  const { statementTimeoutMs = 10_000 } = options;
  const settings = [
    `-c statement_timeout=${statementTimeoutMs}`,
    `-c lock_timeout=${options.lockTimeoutMs ?? 2_000}`,
    `-c idle_in_transaction_session_timeout=${options.idleInTransactionTimeoutMs ?? 3_000}`,
    '-c timezone=UTC',
    ...(options.allTenants ? ['-c florin.all_tenants=on'] : []),
    ...keptAlive.server,
  ];
  const orm = new MikroORM({
    clientUrl: options.url,
    // A mistyped name must not create an empty database.
    ensureDatabase: false,
    driver: BulkUpdatingDriver,
    batchSize: updatedTogetherMax,
    entities: [...(options.entities ?? [])] as never[],
    discovery: {
      warnWhenNoEntities: false,
      onMetadata: makeColumnsPlainFields,
      afterDiscovered: markGettersAsDefined,
    },
    forceUtcTimezone: true,
    pool: { min: 0, max: options.poolSize ?? 10, idleTimeoutMillis: 30_000 },
    driverOptions: {
      Client: PreparingClient,
      ...tlsOf(options.url),
      // The server's limit comes first: its answer has a reason, and the connection can be used again.
      answerLimitMs: statementTimeoutMs + 1_000,
      onPoolCreated: endIdleWhenSilent,
      application_name: options.applicationName,
      options: settings.join(' '),
      connectionTimeoutMillis: options.connectTimeoutMs ?? 1_500,
      ...keptAlive.client,
      ...(options.onCommitted ? { onCommitted: options.onCommitted } : {}),
    },
  });
  return new Database(orm, { url: options.url, ownerUrl: options.ownerUrl ?? options.url });
}

/**
 * The share of HTTP requests in a pool of their own: every request is answered within this time, as postings are, and one
 * connection is left for other tenants.
 */
export const requestLimits = { atOnceMax: 4, perTenantMax: 3, answerWithinMs: 2_000 };

/**
 * A pool for an app's HTTP requests, separate from the pool of its background work, so that neither waits for a connection
 * of the other. No request waits longer than 2 s for the database. Tenants take turns, and none has all connections.
 */
export async function connectForRequests(
  options: Pick<ConnectOptions, 'url' | 'applicationName'>,
): Promise<Database> {
  const database = await connect({
    ...options,
    poolSize: requestLimits.atOnceMax,
    statementTimeoutMs: requestLimits.answerWithinMs,
  });
  return database.lane(requestLimits);
}

/**
 * Makes columns plain fields. MikroORM defines a getter and a setter for every column on each loaded instance, which takes
 * an eighth of a unit of work's CPU and is needed only for relations, of which there are none here. A column that names
 * itself as its accessor stays a plain field; MikroORM finds changes by comparison anyway.
 */
function makeColumnsPlainFields({ properties }: EntityMetadata): void {
  for (const property of Object.values(properties))
    if (property.kind === ReferenceKind.SCALAR && !property.primary) property.accessor ??= property.name;
}

/**
 * Marks entities without relations as having their getters defined. MikroORM sets this mark on each instance by a property
 * descriptor, which costs more than all other fields; on the prototype it costs nothing.
 */
function markGettersAsDefined(metadata: MetadataStorage): void {
  for (const { prototype, trackingProps } of metadata)
    if (trackingProps.length === 0) Object.defineProperty(prototype, '__gettersDefined', { value: true });
}
