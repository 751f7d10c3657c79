import { expect } from '@jest/globals';
import { connect, type Database, type Role } from '@florin/database';
import { createTestDatabase } from '@florin/testing';
import {
  auditLedger,
  createTenant,
  Ledger,
  ledgerEntities,
  migrateLedger,
  rowLocksOnly,
  type OpenAccountRequest,
  type PostingOptions,
  type RequestContext,
} from '../src/index.ts';

export const noDetails = { currency: 'USD', reference: null, description: null, metadata: null };

export const plainAccount: OpenAccountRequest = {
  currency: 'USD',
  initialBalance: 0,
  overdraftLimit: 0,
  externalId: null,
  name: null,
  metadata: {},
};

export type Bank = {
  /** The administrator's connections, for what a test prepares and looks up. */
  database: Database;
  /** Works as the role of the API, unless the test passes another database. */
  ledger: Ledger;
  tenantId: string;
  url: string;
  /** Connections of one role; they are closed with the bank. */
  as(role: Role): Promise<Database>;
  /** A request context of this bank's tenant. */
  request(idempotencyKey?: string | null, waitMs?: number): RequestContext;
  /** Opens an account with this balance and returns its id. */
  account(initialBalance?: number, more?: Partial<typeof plainAccount>): Promise<string>;
  /** Closes the bank after an audit without findings. Only tests that violate invariants skip the audit. */
  close(options?: { audit: boolean }): Promise<void>;
};

export const queueDefaults = {
  locks: rowLocksOnly,
  batchSizeMax: 200,
  batchesInFlightMax: 2,
  waitingMax: 5_000,
  answerWithinMs: 5_000,
};

/** A ledger with a database of its own and one tenant. */
export async function openBank(options: Partial<PostingOptions> = {}): Promise<Bank> {
  const testDatabase = await createTestDatabase('ledger', migrateLedger);
  const open = (url: string) =>
    connect({
      url,
      entities: ledgerEntities,
      applicationName: 'ledger-test',
      idleInTransactionTimeoutMs: 60_000,
      // While other tests run, a new connection may take longer than the default limit.
      connectTimeoutMs: 20_000,
    });
  const database = await open(testDatabase.url);
  const ofRoles: Database[] = [];
  const as = async (role: Role) => {
    const opened = await open(testDatabase.urlOf(role));
    ofRoles.push(opened);
    return opened;
  };
  const ledger = new Ledger({ database: await as('api'), ...queueDefaults, ...options });
  const { id: tenantId } = await createTenant(database, { name: 'Test' });
  const request = (idempotencyKey: string | null = null, waitMs = 5_000) => ({
    tenantId,
    idempotencyKey,
    requestId: null,
    actor: null,
    waitMs,
  });
  return {
    database,
    ledger,
    tenantId,
    url: testDatabase.url,
    as,
    request,
    async account(initialBalance = 0, more = {}) {
      const opened = await ledger.openAccount({ ...plainAccount, initialBalance, ...more }, request());
      return opened.account.id;
    },
    async close({ audit } = { audit: true }) {
      const findings = audit ? await auditLedger(database) : [];
      await Promise.all([database, ...ofRoles].map((each) => each.close()));
      await testDatabase.drop();
      expect(findings).toEqual([]);
    },
  };
}

/** Counts the successes and, by code, the refusals. */
export async function outcomes(requests: Promise<unknown>[]): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const result of await Promise.allSettled(requests)) {
    const name = result.status === 'fulfilled' ? 'completed' : (result.reason.code ?? String(result.reason));
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}
