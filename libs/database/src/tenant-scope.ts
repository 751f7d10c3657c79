import { AsyncLocalStorage } from 'node:async_hooks';
import { Query, type QueryResult } from 'pg';
import { idToUuid } from './typed-id.ts';

/*
 * Row-level security compares a row's tenant with the setting `florin.tenants`. It is local to one transaction and travels
 * with the statement that begins it, so that it costs no round trip and never outlives the work that it was set for. The
 * ORM, Kysely and the driver lie between `Database` and the connection, so the value reaches the connection by the
 * asynchronous context.
 */
const scope = new AsyncLocalStorage<string>();

/** Runs `work` with the rows of these tenants visible, and no others. Without tenants no row of any tenant is visible. */
export function withTenants<T>(tenants: string, work: () => T): T {
  return scope.run(tenants, work);
}

/** The tenants of the current work as PostgreSQL writes arrays; undefined when it has none. */
export const currentTenants = (): string | undefined => scope.getStore() || undefined;

/** The setting's text for these ids (`tenant_…`). */
export function tenantsText(tenantIds: readonly string[]): string {
  return tenantIds.length === 0 ? '' : `{${[...new Set(tenantIds.map(idToUuid))].join()}}`;
}

/** The statement that begins a transaction, extended by the setting. The text holds UUIDs only. */
export const beginWith = (begin: string, tenants: string): string =>
  `${begin}; select set_config('florin.tenants', '${tenants}', true)`;

const setTenants = `select set_config('florin.tenants', $1, true)`;

type Connection = {
  parse(statement: object): void;
  bind(portal: object): void;
  execute(portal: object): void;
};

/** The internals of node-postgres that its types do not declare. */
type Internals = {
  prepare(this: QueryOfTenants, connection: Connection): void;
  handleDataRow(this: QueryOfTenants, message: object): void;
  handleCommandComplete(this: QueryOfTenants, message: object, connection: Connection): void;
};
const internals = Query.prototype as unknown as Internals;

/**
 * A statement outside a transaction, sent together with the setting: until the one Sync after both, PostgreSQL runs them in
 * one transaction. The messages that answer the first statement are skipped.
 */
export class QueryOfTenants extends Query<QueryResult> {
  readonly #tenants: string;
  #parsed = false;
  #set = false;

  constructor(tenants: string, query: unknown, values: unknown, callback: unknown) {
    super(query as string, values as unknown[]);
    this.#tenants = tenants;
    if (typeof callback === 'function') Object.assign(this, { callback });
  }

  requiresPreparation(): boolean {
    return true;
  }

  prepare(connection: Connection): void {
    connection.parse({ text: setTenants });
    connection.bind({ values: [this.#tenants] });
    connection.execute({});
    internals.prepare.call(this, connection);
  }

  /** Whether this is the answer to the first statement's Parse, which must not count as the second one's. */
  isOwnParse(): boolean {
    const first = !this.#parsed;
    this.#parsed = true;
    return first;
  }

  handleDataRow(message: object): void {
    if (this.#set) internals.handleDataRow.call(this, message);
  }

  handleCommandComplete(message: object, connection: Connection): void {
    if (this.#set) internals.handleCommandComplete.call(this, message, connection);
    this.#set = true;
  }
}
