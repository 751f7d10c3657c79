import { AsyncLocalStorage } from 'node:async_hooks';
import { idToUuid } from './typed-id.ts';

/*
 * Row-level security compares a row's tenant with the setting `florin.tenants`. It is local to one transaction and travels
 * with the first statement of it, so that it costs no round trip and never outlives the work that it was set for. The
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
