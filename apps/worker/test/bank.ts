import { connect, type Database } from '@florin/database';
import {
  createTenant,
  credit,
  Ledger,
  ledgerEntities,
  migrateLedger,
  rowLocksOnly,
  transfer,
  type RequestContext,
} from '@florin/ledger';
import { createTestDatabase } from '@florin/testing';

/** A ledger over a database of this test's own, posting as the API does. */
export type Bank = {
  databaseUrl: string;
  database: Database;
  ledger: Ledger;
  accounts: string[];
  /** What a request of the bank's only tenant carries. */
  request: RequestContext;
  /** Posts credits and transfers among the accounts until `signal` aborts; answers with how many. */
  postUntil(signal: AbortSignal): Promise<number>;
  /** The number of completed movements of each account in the ledger. */
  versions(): Promise<Record<string, number>>;
  close(): Promise<void>;
};

export const details = { currency: 'USD', reference: null, description: null, metadata: null };

export async function openBank(accountCount: number): Promise<Bank> {
  const { url, urlOf, drop } = await createTestDatabase('worker', migrateLedger);
  const open = (as: string) =>
    connect({
      url: as,
      entities: ledgerEntities,
      applicationName: 'worker-test',
      connectTimeoutMs: 20_000,
    });
  const [database, ofApi] = [await open(url), await open(urlOf('api'))];
  const ledger = new Ledger({
    database: ofApi,
    locks: rowLocksOnly,
    batchSizeMax: 200,
    batchesInFlightMax: 2,
    waitingMax: 5_000,
    answerWithinMs: 20_000,
  });
  const { id: tenantId } = await createTenant(database, { name: 'Test' });
  const request = { tenantId, idempotencyKey: null, requestId: null, actor: null, waitMs: 20_000 };
  const opening = { currency: 'USD', initialBalance: 1_000, overdraftLimit: 0, externalId: null, name: null };
  const accounts: string[] = [];
  for (let index = 0; index < accountCount; index++) {
    const { account } = await ledger.openAccount({ ...opening, metadata: {} }, request);
    accounts.push(account.id);
  }

  /** One movement for each account, side by side, so that commits carry several. */
  async function postRound(round: number): Promise<number> {
    const movements = accounts.map((accountId, index) => {
      const toAccountId = accounts[(index + 1) % accounts.length]!;
      return round % 2 === 0
        ? credit({ ...details, accountId, amount: 2 }, request)
        : transfer({ ...details, fromAccountId: accountId, toAccountId, amount: 1 }, request);
    });
    await Promise.all(movements.map((command) => ledger.post(command)));
    return movements.length;
  }

  return {
    databaseUrl: url,
    database,
    ledger,
    accounts,
    request,
    async postUntil(signal) {
      let posted = 0;
      for (let round = 0; !signal.aborted; round++) {
        posted += await postRound(round);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      return posted;
    },
    async versions() {
      const snapshots = await Promise.all(accounts.map((id) => ledger.getAccount(tenantId, id)));
      return Object.fromEntries(snapshots.map(({ id, version }) => [id, version]));
    },
    async close() {
      await Promise.all([database.close(), ofApi.close()]);
      await drop();
    },
  };
}
