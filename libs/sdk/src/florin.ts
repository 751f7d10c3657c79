import { Connection, type RawClient } from './connection.ts';
import { assertClientOptions, environment, type FlorinOptions } from './options.ts';
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

/**
 * A client of one Florin API with one set of credentials. It keeps no connection and needs no closing, so share one. A
 * call that fails throws a {@link FlorinError}, whose class says what to do. Without `apiKey` and
 * `baseUrl` it reads the environment variables `FLORIN_API_KEY` and `FLORIN_URL`. The constructor throws TypeError when
 * either is missing, and for an option that does not exist.
 *
 * @example
 * const florin = new Florin({ apiKey: 'flk_…', baseUrl: 'http://127.0.0.1:3000' });
 * await florin.transactions.debit({ account_id: 'acct_…', amount: 50 });
 */
export class Florin {
  declare readonly accounts: Accounts;
  declare readonly transactions: Transactions;
  declare readonly scheduledTransactions: ScheduledTransactions;
  declare readonly fraud: Fraud;
  declare readonly notifications: Notifications;
  declare readonly notificationPreferences: NotificationPreferences;
  declare readonly webhookEndpoints: WebhookEndpoints;
  declare readonly webhookDeliveries: WebhookDeliveries;
  declare readonly analytics: Analytics;
  declare readonly apiKeys: ApiKeys;
  declare readonly auditLog: AuditLog;
  declare readonly health: Health;
  /**
   * All operations of the contract by path, typed, with the same retries and keys. Problems are returned, not thrown.
   */
  declare readonly raw: RawClient;

  constructor(options: FlorinOptions = {}) {
    assertClientOptions(options);
    const baseUrl = options.baseUrl ?? environment('FLORIN_URL');
    if (!baseUrl) throw new TypeError('Florin needs baseUrl, or FLORIN_URL in the environment.');
    const { timeoutMs = 30_000, maxRetries = 2, retryDelayMs = delayBeforeMs } = options;
    // Browsers refuse a `fetch` that is called as a method of another object, so an arrow function calls it.
    const { fetch = (input, init) => globalThis.fetch(input, init) } = options;
    const connection = new Connection(baseUrl, options, { timeoutMs, maxRetries, retryDelayMs, fetch });
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
