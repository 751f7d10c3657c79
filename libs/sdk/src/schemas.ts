import type { components, operations } from './generated/openapi.ts';
import type { OneOrSeveral, Query } from './query-text.ts';

type Schemas = components['schemas'];

export type Account = Schemas['Account'];
/** What an account has now. */
export type Balance = Schemas['Balance'] & { available: number };
/** What an account had at a moment; `available` is null then, because the overdraft limit may have been another one. */
export type PastBalance = Schemas['Balance'];
/** A movement as one account sees it. */
export type AccountLine = Schemas['AccountLine'];
/** A page of a statement: the head of all of it, and some of its lines, oldest first. */
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
/** Up to a thousand movements, and whether it is all or nothing. */
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
/** A key that was just made; `secret` is null in the answer to a repeated request. */
export type ApiKeyWithSecret = Schemas['ApiKeyWithSecret'];
export type CreateApiKey = Schemas['CreateApiKey'];
export type CreateWebhookEndpoint = Schemas['CreateWebhookEndpoint'];
export type AnalyticsSummary = Schemas['AnalyticsSummary'];
export type AnalyticsSeries = Schemas['AnalyticsSeries'];
export type AccountBalanceSeries = Schemas['AccountBalanceSeries'];
export type TopMovers = Schemas['TopMovers'];
export type FailureReasons = Schemas['FailureReasons'];
export type Cohorts = Schemas['Cohorts'];
export type Liveness = Schemas['Liveness'];
export type Readiness = Schemas['Readiness'];
/** The body of every refusal (RFC 9457). */
export type Problem = Schemas['Problem'];
export type ProblemCode = Problem['code'];

/** What a list can be narrowed by. `cursor` is missing here: a list finds its pages itself. */
type Filters<O extends keyof operations> = OneOrSeveral<Omit<Query<O>, 'cursor'>>;

export type LineFilters = Filters<'listAccountTransactions'>;
export type StatementPeriod = Filters<'getAccountStatement'>;
/**
 * A moment in the past (RFC 3339, or a date, which begins in `time_zone` or in UTC), and by which time movements count: that
 * of posting, or their effective one. What happened before the moment counts.
 */
export type PastMoment = { at: string; time_zone?: string; basis?: Schemas['TimeBasis'] };
export type AccountFilters = Filters<'listAccounts'>;
export type TransactionFilters = Filters<'listTransactions'>;
export type ScheduledTransactionFilters = Filters<'listScheduledTransactions'>;
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
