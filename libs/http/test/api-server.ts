/** An API server with handlers that answer from their input: only the server is under test. */
import { join } from 'node:path';
import { createLogger, createMetrics } from '@florin/service';
import { createCallSigner, keyPairFrom } from '../src/assertions.ts';
import {
  createHttpServer,
  keyAuthentication,
  listen,
  scopes,
  type ServerContext,
  type HttpServerOptions,
  type Handlers,
} from '../src/index.ts';

/** A few pages, as apps/docs builds them. */
export const builtDocs = join(import.meta.dirname, 'built-docs');

export const accountId = 'acct_01m819eke0e209k3gghyc4dkah';
export const otherAccountId = 'acct_01m819eke0ehys2k5dd2ackzb7';
const transactionId = 'txn_01m819eke0es3v0j9qtsf6ysh6';
export const tenantId = 'tenant_01m819eke0es3v0j9qtsf6ysh6';

const time = '2026-11-22T09:30:00.000Z';

export const account = {
  id: accountId,
  currency: 'USD',
  currency_exponent: 2,
  balance: 0,
  held: 0,
  available: 0,
  overdraft_limit: 0,
  movement_limit: null,
  daily_limit: null,
  status: 'open' as const,
  external_id: null,
  name: null,
  metadata: {},
  version: 0,
  created_at: time,
  updated_at: time,
};

const scheduled = {
  id: 'sched_01m819eke0e4x8bq2v7zr5c9nd',
  type: 'debit' as const,
  status: 'pending' as const,
  scheduled_for: time,
  account_id: accountId,
  from_account_id: null,
  to_account_id: null,
  amount: 100,
  currency: 'USD',
  reference: null,
  description: null,
  metadata: {},
  transaction_id: null,
  failure: null,
  created_at: time,
  updated_at: time,
  actor: null,
};

export const transaction = {
  id: transactionId,
  status: 'completed' as const,
  account_id: accountId,
  counterparty_account_id: null,
  from_account_id: null,
  to_account_id: null,
  balance_after: 100,
  account_version: 1,
  reference: null,
  description: null,
  failure: null,
  hold_id: null,
  reverses: null,
  expires_at: null,
  captured_amount: null,
  effective_at: time,
  created_at: time,
  actor: null,
};

const apiKey = {
  id: 'key_01m819eke0e8x9qk3m5r7t2v4w',
  name: 'till 7',
  prefix: 'flk_x7Kq',
  scopes: ['accounts:read' as const],
  status: 'active' as const,
  replaces: null,
  created_at: time,
  created_by: 'operator',
  expires_at: null,
  revoked_at: null,
  allowed_addresses: null,
  last_used_at: null,
  last_used_address: null,
};

async function* pieces(...texts: string[]) {
  yield* texts;
}

/** Signs nothing: only the form of the answer is under test. */
const accessToken = {
  access_token: 'a.b.c',
  token_type: 'Bearer' as const,
  expires_in: 600,
  scope: 'accounts:read',
};

export const emptyPage = { data: [], has_more: false, next_cursor: null };

/** The requests that reached a handler, by operation. */
export type Seen = { operation: string; request: unknown }[];

export function apiHandlers(seen: Seen = []): Handlers<'api'> {
  const see = (operation: string, request: unknown) => void seen.push({ operation, request });
  return {
    createAccount: async (request) => {
      see('createAccount', request);
      const {
        initial_balance: balance,
        currency,
        overdraft_limit,
        name,
        external_id,
        metadata,
      } = request.body;
      const body = { ...account, balance, currency, overdraft_limit, metadata };
      const available = balance + overdraft_limit;
      return {
        body: { ...body, available, name: name ?? null, external_id: external_id ?? null },
        headers: { etag: '"0"' },
      };
    },
    issueAccessToken: async (request) => {
      see('issueAccessToken', request);
      return { body: accessToken };
    },
    listAuditLog: async () => ({ body: emptyPage }),
    getTokenKeys: async () => ({ body: { keys: [] }, headers: { 'cache-control': 'public, max-age=600' } }),
    listAccounts: async (request) => {
      see('listAccounts', request);
      return { body: emptyPage };
    },
    getAccount: async (request) => {
      see('getAccount', request);
      return { body: { ...account, id: request.params.id } };
    },
    updateAccount: async (request) => {
      see('updateAccount', request);
      return { body: { ...account, id: request.params.id } };
    },
    getAccountBalance: async ({ params }) => ({
      body: {
        account_id: params.id,
        balance: 0,
        held: 0,
        available: 0,
        currency: 'USD',
        currency_exponent: 2,
        version: 0,
        as_of: time,
      },
    }),
    creditAccount: async (request) => {
      see('creditAccount', request);
      const { amount, currency, metadata } = request.body;
      return { body: { ...transaction, type: 'credit', amount, currency, metadata } };
    },
    debitAccount: async (request) => {
      see('debitAccount', request);
      const { amount, currency, metadata } = request.body;
      return { body: { ...transaction, type: 'debit', amount, currency, metadata } };
    },
    createApiKey: async ({ body: { name, scopes } }) => ({ body: { ...apiKey, name, scopes, secret: null } }),
    listApiKeys: async () => ({ body: emptyPage }),
    getCurrentApiKey: async () => ({ body: apiKey }),
    getApiKey: async () => ({ body: apiKey }),
    rotateApiKey: async () => ({ body: { ...apiKey, secret: null } }),
    revokeApiKey: async () => ({ body: { ...apiKey, status: 'revoked', children: [] } }),
    postBatch: async (request) => {
      see('postBatch', request);
      const id = 'batch_01m819eke0es3v0j9qtsf6ysh6';
      return { body: { id, atomic: false, status: 'completed', results: [], created_at: time } };
    },
    transfer: async (request) => {
      see('transfer', request);
      const { amount, currency, metadata } = request.body;
      return { body: { ...transaction, type: 'transfer', amount, currency, metadata } };
    },
    holdFunds: async (request) => {
      see('holdFunds', request);
      const { amount, currency, metadata } = request.body;
      return { body: { ...transaction, type: 'hold', status: 'held', amount, currency, metadata } };
    },
    captureHold: async (request) => {
      see('captureHold', request);
      return { body: { ...transaction, type: 'capture', amount: 1, currency: 'USD', metadata: {} } };
    },
    voidHold: async (request) => {
      see('voidHold', request);
      return { body: { ...transaction, type: 'void', amount: 1, currency: 'USD', metadata: {} } };
    },
    reverseTransaction: async (request) => {
      see('reverseTransaction', request);
      return { body: { ...transaction, type: 'reversal', amount: 1, currency: 'USD', metadata: {} } };
    },
    listAccountTransactions: async () => ({ body: emptyPage }),
    getAccountStatement: async ({ params }) => ({
      csv: { columns: ['account'], rows: [[params.id]] },
      html: pieces('<p>', params.id),
    }),
    listBalances: async () => ({ body: { data: [] } }),
    getTrialBalance: async () => ({ body: { as_of: time, data: [] } }),
    getTransactionTimeline: async ({ params }) => ({
      body: { transaction_id: params.id, actor: null, steps: [], deliveries_known: true },
    }),
    scheduleTransaction: async () => ({ body: scheduled }),
    getScheduledTransaction: async () => ({ body: scheduled }),
    cancelScheduledTransaction: async () => ({ body: scheduled }),
    listScheduledTransactions: async () => ({ body: emptyPage }),
    listTransactions: async (request) => {
      see('listTransactions', request);
      return { body: emptyPage };
    },
    getTransaction: async (request) => {
      see('getTransaction', request);
      return { body: { ...transaction, type: 'credit', amount: 100, currency: 'USD', metadata: {} } };
    },
  };
}

export const goodKey = 'flk_good';
export const readOnlyKey = 'flk_readonly';

const principals = new Map([
  [goodKey, { tenantId, credentialId: 'key_good', scopes: new Set<string>(scopes) }],
  [readOnlyKey, { tenantId, credentialId: 'key_readonly', scopes: new Set(['accounts:read']) }],
]);

const authenticate = keyAuthentication(async (key) => principals.get(key));

/** The context that a service passes to its server. `stop` runs the stop hooks of the server. */
export function createContext(change: Partial<ServerContext> = {}) {
  const hooks: (() => void | Promise<void>)[] = [];
  const context: ServerContext = {
    logger: createLogger({ service: 'test', level: 'silent' }),
    metrics: createMetrics('test'),
    readiness: async () => ({ ready: true, checks: { database: { ok: true, required: true } } }),
    isStarting: () => false,
    isStopping: () => false,
    accessLog: false,
    onStop: (_name, hook) => void hooks.push(hook),
    ...change,
  };
  return { context, stop: async () => void (await Promise.all(hooks.map((hook) => hook()))) };
}

/** The keys with which the server signs its calls of other apps. */
export const apiKeys = keyPairFrom('secret of the tests', 'api');

export type ApiServerChange = Partial<HttpServerOptions<'api'>> & { contextChange?: Partial<ServerContext> };

/** An HTTP server that does not listen yet. Nothing listens where it forwards to. */
export async function openApiServer({ contextChange, ...change }: ApiServerChange = {}) {
  const seen: Seen = [];
  const { context, stop } = createContext(contextChange);
  const app = await createHttpServer({
    service: 'api',
    context,
    authenticate,
    handlers: apiHandlers(seen),
    forward: {
      fraud: 'http://127.0.0.1:9',
      notifications: 'http://127.0.0.1:9',
      analytics: 'http://127.0.0.1:9',
    },
    signCall: createCallSigner('api', apiKeys.privateKey),
    docsDirectory: builtDocs,
    ...change,
  });
  return { app, seen, stop, metrics: context.metrics };
}

/** An HTTP server that listens on a free port. */
export async function listenApiServer(change: ApiServerChange = {}) {
  const server = await openApiServer(change);
  const url = await listen(
    server.app,
    { HOST: '127.0.0.1', PORT: 0, METRICS_HOST: '127.0.0.1' },
    { servesOperators: true, onListening: () => undefined },
  );
  return { ...server, url, port: Number(new URL(url).port) };
}
