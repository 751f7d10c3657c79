import type { components, operations } from './generated/openapi.ts';
import type { OneOrSeveral, Query } from './query-text.ts';

type Schemas = components['schemas'];

export type Account = Schemas['Account'];
/** The current balance of an account, in minor units. */
export type Balance = Schemas['Balance'] & { available: number };
/**
 * The balance of an account at a moment in the past, in minor units. `available` is null, because the overdraft limit
 * may have been different then.
 */
export type PastBalance = Schemas['Balance'];
/** A movement from the side of one account. */
export type AccountLine = Schemas['AccountLine'];
/** A page of a statement: the totals of the whole statement, and some of its lines, oldest first. */
export type Statement = Schemas['Statement'];
export type TrialBalance = Schemas['TrialBalance'];
export type Timeline = Schemas['Timeline'];
export type CreateAccount = Schemas['CreateAccount'];
export type UpdateAccount = Schemas['UpdateAccount'];
/** A credit or a debit: one amount into or out of one account. */
export type Movement = Schemas['Movement'];
export type Transfer = Schemas['Transfer'];
export type Hold = Schemas['Hold'];
export type Capture = Schemas['Capture'];
export type Void = Schemas['Void'];
export type Reversal = Schemas['Reversal'];
/** Up to 1,000 movements. `atomic` makes the bank post all of them or none. */
export type Batch = Schemas['Batch'];
export type BatchMovement = Schemas['BatchMovement'];
export type BatchAnswer = Schemas['BatchAnswer'];
export type Transaction = Schemas['Transaction'];
export type ScheduleTransaction = Schemas['ScheduleTransaction'];
export type ScheduledTransaction = Schemas['ScheduledTransaction'];
export type FraudAlert = Schemas['FraudAlert'];
export type FraudRule = Schemas['FraudRule'];
export type FraudRuleId = Schemas['FraudRuleId'];
export type UpdateFraudRule = Schemas['UpdateFraudRule'];
export type FraudRuleChange = Schemas['FraudRuleChange'];
export type FraudBackTest = Schemas['FraudBackTest'];
export type FraudBackTestRequest = Schemas['FraudBackTestRequest'];
export type Notification = Schemas['Notification'];
export type NotificationPreferences = Schemas['NotificationPreferences'];
export type ReplaceNotificationPreferences = Schemas['ReplaceNotificationPreferences'];
export type WebhookEndpoint = Schemas['WebhookEndpoint'];
export type WebhookEndpointWithSecret = Schemas['WebhookEndpointWithSecret'];
export type UpdateWebhookEndpoint = Schemas['UpdateWebhookEndpoint'];
export type NewWebhookSecret = Schemas['WebhookSecretWithValue'];
export type WebhookDelivery = Schemas['WebhookDelivery'];
export type WebhookDeliveryDetails = Schemas['WebhookDeliveryDetails'];
export type Deleted = Schemas['Deleted'];
export type Scope = Schemas['Scope'];
export type ApiKey = Schemas['ApiKey'];
/** A new API key. `secret` is null in the answer to a repeated request. */
export type ApiKeyWithSecret = Schemas['ApiKeyWithSecret'];
export type RevokedApiKey = Schemas['RevokedApiKey'];
export type CreateApiKey = Schemas['CreateApiKey'];
export type AuditLogEntry = Schemas['AuditLogEntry'];
export type CreateWebhookEndpoint = Schemas['CreateWebhookEndpoint'];
export type AnalyticsSummary = Schemas['AnalyticsSummary'];
export type AnalyticsSeries = Schemas['AnalyticsSeries'];
export type AccountBalanceSeries = Schemas['AccountBalanceSeries'];
export type TopMovers = Schemas['TopMovers'];
export type FailureReasons = Schemas['FailureReasons'];
export type Cohorts = Schemas['Cohorts'];
export type Liveness = Schemas['Liveness'];
export type Readiness = Schemas['Readiness'];
/** The body of an error answer (RFC 9457). */
export type Problem = Schemas['Problem'];
export type ProblemCode = Problem['code'];

/** The filters of a list, without `cursor`: a list requests its further pages itself. */
type Filters<O extends keyof operations> = OneOrSeveral<Omit<Query<O>, 'cursor'>>;

export type LineFilters = Filters<'listAccountTransactions'>;
export type StatementPeriod = Filters<'getAccountStatement'>;
/**
 * A moment in the past: a time (RFC 3339), or a date, which means its first moment in `time_zone` or in UTC. Movements
 * before the moment count. `basis` says which time of a movement counts: that of posting, or the effective one.
 */
export type PastMoment = { at: string; time_zone?: string; basis?: Schemas['TimeBasis'] };
export type AccountFilters = Filters<'listAccounts'>;
export type TransactionFilters = Filters<'listTransactions'>;
export type ScheduledTransactionFilters = Filters<'listScheduledTransactions'>;
export type AuditLogFilters = Filters<'listAuditLog'>;
export type FraudRuleChangeFilters = Filters<'listFraudRuleChanges'>;
export type FraudAlertFilters = Filters<'listFraudAlerts'>;
export type NotificationFilters = Filters<'listNotifications'>;
export type WebhookDeliveryFilters = Filters<'listWebhookDeliveries'>;
export type AnalyticsPeriod = Query<'getAnalyticsSummary'>;
export type SeriesRequest = Query<'getAnalyticsSeries'>;
export type SeriesRange = Query<'getAccountBalanceSeries'>;
export type TopMoversRange = Query<'getTopMovers'>;
export type FailureReasonsRange = Query<'getFailureReasons'>;
export type CohortsRange = Query<'getCohorts'>;
