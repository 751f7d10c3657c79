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
  /**
   * Accounts with their balances, movements and statements.
   *
   * @example
   * await florin.accounts.create({ name: 'Ada' });
   */
  declare readonly accounts: Accounts;
  /**
   * Movements of money: credits, debits, transfers, holds, reversals and batches.
   *
   * @example
   * await florin.transactions.debit({ account_id: 'acct_…', amount: 50 });
   */
  declare readonly transactions: Transactions;
  /**
   * Movements that the bank posts later.
   *
   * @example
   * await florin.scheduledTransactions.cancel('sched_…');
   */
  declare readonly scheduledTransactions: ScheduledTransactions;
  /**
   * Fraud alerts, and the rules that raise them.
   *
   * @example
   * const { data } = await florin.fraud.alerts.list({ state: 'open' });
   */
  declare readonly fraud: Fraud;
  /**
   * The notifications that the bank has sent to account holders.
   *
   * @example
   * const { data } = await florin.notifications.list();
   */
  declare readonly notifications: Notifications;
  /**
   * How account holders want to be notified.
   *
   * @example
   * await florin.notificationPreferences.replace('acct_…', { language: 'de' });
   */
  declare readonly notificationPreferences: NotificationPreferences;
  /**
   * The URLs that the bank sends events to.
   *
   * @example
   * await florin.webhookEndpoints.create({ url: 'https://example.com/florin' });
   */
  declare readonly webhookEndpoints: WebhookEndpoints;
  /**
   * The deliveries of events to endpoints, and their results.
   *
   * @example
   * const { data } = await florin.webhookDeliveries.list({ status: 'failed' });
   */
  declare readonly webhookDeliveries: WebhookDeliveries;
  /**
   * Figures for charts, a moment behind the ledger.
   *
   * @example
   * const { totals } = await florin.analytics.summary();
   */
  declare readonly analytics: Analytics;
  /**
   * The API keys of your tenant.
   *
   * @example
   * const { scopes } = await florin.apiKeys.current();
   */
  declare readonly apiKeys: ApiKeys;
  /**
   * Who changed what in your tenant.
   *
   * @example
   * const { data } = await florin.auditLog.list({ object_id: 'acct_…' });
   */
  declare readonly auditLog: AuditLog;
  /**
   * Whether the API is running and ready.
   *
   * @example
   * const { status } = await florin.health.ready();
   */
  declare readonly health: Health;
  /**
   * All operations of the contract by path, typed, with the same retries and keys. Problems are returned, not thrown.
   *
   * @example
   * const { data, error } = await florin.raw.GET('/accounts/{id}', { params: { path: { id: 'acct_…' } } });
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
