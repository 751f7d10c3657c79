import { Connection, type RawClient } from './connection.ts';
import type { FlorinCredentials } from './credentials.ts';
import { delayBeforeMs } from './retry.ts';
import { Accounts } from './resources/accounts.ts';
import { Analytics } from './resources/analytics.ts';
import { ApiKeys } from './resources/api-keys.ts';
import { Fraud } from './resources/fraud.ts';
import { Health } from './resources/health.ts';
import { NotificationPreferences } from './resources/notification-preferences.ts';
import { Notifications } from './resources/notifications.ts';
import { ScheduledTransactions } from './resources/scheduled-transactions.ts';
import { Transactions } from './resources/transactions.ts';
import { WebhookDeliveries, WebhookEndpoints } from './resources/webhooks.ts';

export type FlorinOptions = FlorinCredentials & {
  /** Where the API answers, for example `http://127.0.0.1:3000`. */
  baseUrl: string;
  /** Limit for each attempt of a call, in milliseconds. Default 30,000. */
  timeoutMs?: number;
  /** Attempts after the first. Default 2. */
  maxRetries?: number;
  /**
   * How long to wait before a retry, in milliseconds; `retry` is 1 for the first, `headers` those of the answer, if one
   * came. By default exponential with full jitter, from half a second to eight, and never sooner than `Retry-After`.
   */
  retryDelayMs?: (retry: number, headers?: Headers) => number;
  /** Used in place of the global fetch. */
  fetch?: typeof globalThis.fetch;
};

/**
 * A client of one Florin API under one key. Holds no connection and needs no closing; share one.
 * Every call throws a {@link FlorinError} of a class that says what to do about it.
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
  readonly health: Health;
  /** Every operation of the contract by path, typed, over the same retries and keys; answers are not thrown. */
  readonly raw: RawClient;

  constructor(options: FlorinOptions) {
    if (!options.baseUrl) throw new TypeError('Florin needs baseUrl.');
    const connection = new Connection(options.baseUrl, options, {
      timeoutMs: options.timeoutMs ?? 30_000,
      maxRetries: options.maxRetries ?? 2,
      retryDelayMs: options.retryDelayMs ?? delayBeforeMs,
      // Called as a plain function: browsers refuse a fetch that is called on another object.
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
    this.health = new Health(connection);
    this.raw = connection.raw;
  }
}
