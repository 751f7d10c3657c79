import { Connection, type RawClient } from './connection.ts';
import type { FlorinCredentials } from './credentials.ts';
import { delayBeforeMs } from './retry.ts';
import { Accounts } from './resources/accounts.ts';
import { Analytics } from './resources/analytics.ts';
import { ApiKeys } from './resources/api-keys.ts';
import { AuditLog } from './resources/audit-log.ts';
import { Fraud } from './resources/fraud.ts';
import { Health } from './resources/health.ts';
import { NotificationPreferences } from './resources/notification-preferences.ts';
import { Notifications } from './resources/notifications.ts';
import { ScheduledTransactions } from './resources/scheduled-transactions.ts';
import { Transactions } from './resources/transactions.ts';
import { WebhookDeliveries, WebhookEndpoints } from './resources/webhooks.ts';

export type FlorinOptions = FlorinCredentials & {
  /** The base URL of the API, for example `http://127.0.0.1:3000`. */
  baseUrl: string;
  /** Time limit of each attempt of a call, in milliseconds. Default 30,000. */
  timeoutMs?: number;
  /** Number of attempts after the first. Default 2. */
  maxRetries?: number;
  /**
   * Returns the milliseconds to wait before a retry. `retry` is 1 for the first one; `headers` are those of the answer,
   * if there was one. Default: exponential backoff with full jitter, from half a second to 8 s, added to `Retry-After`.
   */
  retryDelayMs?: (retry: number, headers?: Headers) => number;
  /** Replaces the global `fetch`. */
  fetch?: typeof globalThis.fetch;
};

/**
 * A client of one Florin API with one set of credentials. It keeps no connection and needs no closing, so share one. A
 * call that fails throws a {@link FlorinError}, whose class says what to do. The constructor throws TypeError when
 * `baseUrl` or the credentials are missing.
 */
export class Florin {
  readonly accounts: Accounts;
  readonly transactions: Transactions;
  readonly scheduledTransactions: ScheduledTransactions;
  readonly fraud: Fraud;
  readonly notifications: Notifications;
  readonly notificationPreferences: NotificationPreferences;
  readonly webhookEndpoints: WebhookEndpoints;
  readonly webhookDeliveries: WebhookDeliveries;
  readonly analytics: Analytics;
  readonly apiKeys: ApiKeys;
  readonly auditLog: AuditLog;
  readonly health: Health;
  /**
   * All operations of the contract by path, typed, with the same retries and keys. Problems are returned, not thrown.
   */
  readonly raw: RawClient;

  constructor(options: FlorinOptions) {
    if (!options.baseUrl) throw new TypeError('Florin needs baseUrl.');
    const connection = new Connection(options.baseUrl, options, {
      timeoutMs: options.timeoutMs ?? 30_000,
      maxRetries: options.maxRetries ?? 2,
      retryDelayMs: options.retryDelayMs ?? delayBeforeMs,
      // Browsers refuse a `fetch` that is called as a method of another object, so an arrow function calls it.
      fetch: options.fetch ?? ((input, init) => globalThis.fetch(input, init)),
    });
    this.accounts = new Accounts(connection);
    this.transactions = new Transactions(connection);
    this.scheduledTransactions = new ScheduledTransactions(connection);
    this.fraud = new Fraud(connection);
    this.notifications = new Notifications(connection);
    this.notificationPreferences = new NotificationPreferences(connection);
    this.webhookEndpoints = new WebhookEndpoints(connection);
    this.webhookDeliveries = new WebhookDeliveries(connection);
    this.analytics = new Analytics(connection);
    this.apiKeys = new ApiKeys(connection);
    this.auditLog = new AuditLog(connection);
    this.health = new Health(connection);
    this.raw = connection.raw;
  }
}
