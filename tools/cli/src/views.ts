import {
  Money,
  type Account,
  type AccountLine,
  type ApiKey,
  type AuditLogEntry,
  type FraudAlert,
  type ScheduledTransaction,
  type Timeline,
  type Transaction,
  type WebhookDelivery,
  type WebhookEndpoint,
} from '@florin/sdk';
import { showAmount } from './amount.ts';
import type { Column } from './terminal/table.ts';
import type { Tone } from './terminal/colours.ts';

const metadataText = (metadata: Record<string, string>) =>
  Object.entries(metadata)
    .map(([key, value]) => `${key}=${value}`)
    .join(', ');

export const accountColumns: Column<Account>[] = [
  { name: 'id', of: ({ id }) => id },
  { name: 'name', words: true, of: ({ name }) => name },
  { name: 'status', of: ({ status }) => status, tone: ({ status }) => (status === 'open' ? 'good' : 'bad') },
  { name: 'balance', right: true, of: ({ balance, currency }) => showAmount(balance, currency) },
  { name: 'held', right: true, spare: true, of: ({ held, currency }) => showAmount(held, currency) },
  {
    name: 'available',
    right: true,
    of: (account) => showAmount(Money.exact(account, 'available'), account.currency),
  },
  {
    name: 'overdraft limit',
    onlyAlone: true,
    of: ({ overdraft_limit, currency }) => showAmount(overdraft_limit, currency),
  },
  {
    name: 'movement limit',
    onlyAlone: true,
    of: ({ movement_limit, currency }) => showAmount(movement_limit, currency),
  },
  {
    name: 'daily limit',
    onlyAlone: true,
    of: ({ daily_limit, currency }) => showAmount(daily_limit, currency),
  },
  { name: 'external id', words: true, spare: true, of: ({ external_id }) => external_id },
  { name: 'metadata', onlyAlone: true, of: ({ metadata }) => metadataText(metadata) },
  { name: 'version', onlyAlone: true, of: ({ version }) => version },
  { name: 'created', time: true, spare: true, of: ({ created_at }) => created_at },
];

const goodStates = new Set(['completed', 'captured', 'executed', 'delivered']);

function toneOf({ status }: { status: string }): Tone | undefined {
  if (status === 'failed') return 'bad';
  return goodStates.has(status) ? 'good' : undefined;
}

/** The payer and the payee, where they are customers' accounts: the external account has no id here. */
function accountsOf({ account_id, from_account_id, to_account_id }: Transaction): string {
  return from_account_id && to_account_id ? `${from_account_id} → ${to_account_id}` : account_id;
}

export const transactionColumns: Column<Transaction>[] = [
  { name: 'id', of: ({ id }) => id },
  { name: 'created', time: true, spare: true, of: ({ created_at }) => created_at },
  { name: 'type', of: ({ type }) => type },
  { name: 'status', of: ({ status }) => status, tone: toneOf },
  { name: 'amount', right: true, of: ({ amount, currency }) => showAmount(amount, currency) },
  {
    name: 'balance after',
    right: true,
    spare: true,
    of: ({ balance_after, currency }) => showAmount(balance_after, currency),
  },
  { name: 'account', spare: true, of: accountsOf },
  { name: 'reference', words: true, spare: true, of: ({ reference }) => reference },
  { name: 'failure', words: true, spare: true, of: ({ failure }) => failure?.code },
  { name: 'why', onlyAlone: true, of: ({ failure }) => failure?.message },
  { name: 'description', onlyAlone: true, of: ({ description }) => description },
  {
    name: 'captured',
    onlyAlone: true,
    of: ({ captured_amount, currency }) => showAmount(captured_amount, currency),
  },
  { name: 'expires', onlyAlone: true, of: ({ expires_at }) => expires_at },
  { name: 'of hold', onlyAlone: true, of: ({ hold_id }) => hold_id },
  { name: 'reverses', onlyAlone: true, of: ({ reverses }) => reverses },
  { name: 'effective', onlyAlone: true, of: ({ effective_at }) => effective_at },
  { name: 'metadata', onlyAlone: true, of: ({ metadata }) => metadataText(metadata) },
];

/** An account's own view of its movements; the lines themselves do not repeat its currency. */
export function lineColumns(currency: string): Column<AccountLine>[] {
  return [
    { name: 'version', right: true, of: ({ account_version }) => account_version },
    { name: 'posted', time: true, spare: true, of: ({ created_at }) => created_at },
    { name: 'type', of: ({ type }) => type },
    {
      name: 'change',
      right: true,
      of: ({ balance_change }) => showAmount(balance_change, currency),
      tone: ({ balance_change }) => (balance_change < 0 ? 'bad' : undefined),
    },
    { name: 'balance', right: true, of: (line) => showAmount(Money.exact(line, 'balance_after'), currency) },
    { name: 'transaction', spare: true, of: ({ transaction_id }) => transaction_id },
    { name: 'reference', words: true, spare: true, of: ({ reference }) => reference },
  ];
}

export const scheduledColumns: Column<ScheduledTransaction>[] = [
  { name: 'id', of: ({ id }) => id },
  { name: 'for', time: true, spare: true, of: ({ scheduled_for }) => scheduled_for },
  { name: 'type', of: ({ type }) => type },
  { name: 'status', of: ({ status }) => status, tone: toneOf },
  { name: 'amount', right: true, of: ({ amount, currency }) => showAmount(amount, currency) },
  {
    name: 'account',
    spare: true,
    of: ({ account_id, from_account_id, to_account_id }) =>
      account_id ?? `${from_account_id} → ${to_account_id}`,
  },
  { name: 'reference', words: true, spare: true, of: ({ reference }) => reference },
  { name: 'transaction', spare: true, of: ({ transaction_id }) => transaction_id },
  { name: 'failure', words: true, spare: true, of: ({ failure }) => failure?.code },
];

export const stepColumns: Column<Timeline['steps'][number]>[] = [
  { name: 'step', of: ({ step }) => step },
  { name: 'at', of: ({ at }) => at },
  { name: 'by', of: ({ by }) => by },
  { name: 'detail', words: true, of: ({ detail }) => detail },
];

/** A bank of an earlier release shows no verification, and needs none. */
const isVerified = ({ verification }: { verification?: WebhookEndpoint['verification'] }) =>
  verification === undefined || verification.status === 'verified';

export const endpointColumns: Column<WebhookEndpoint & { secret?: string }>[] = [
  { name: 'id', of: ({ id }) => id },
  { name: 'url', words: true, of: ({ url }) => url },
  { name: 'events', words: true, of: ({ event_types }) => event_types.join(', ') },
  {
    name: 'state',
    of: ({ enabled, disabled_reason, verification }) => {
      if (!enabled) return `disabled (${disabled_reason})`;
      return isVerified({ verification }) ? 'enabled' : `verification ${verification.status}`;
    },
    tone: ({ enabled, verification }) => (enabled && isVerified({ verification }) ? 'good' : 'bad'),
  },
  {
    name: 'last challenge',
    onlyAlone: true,
    words: true,
    of: (endpoint) => (isVerified(endpoint) ? undefined : endpoint.verification.last_failure),
  },
  { name: 'description', words: true, spare: true, of: ({ description }) => description },
  { name: 'failing since', onlyAlone: true, of: ({ failing_since }) => failing_since },
  { name: 'secret', onlyAlone: true, of: ({ secret }) => secret, tone: () => 'strong' },
];

export const apiKeyColumns: Column<ApiKey & { secret?: string | null }>[] = [
  { name: 'id', of: ({ id }) => id },
  { name: 'name', words: true, of: ({ name }) => name },
  { name: 'starts with', of: ({ prefix }) => prefix },
  {
    name: 'status',
    of: ({ status }) => status,
    tone: ({ status }) => (status === 'active' ? 'good' : 'bad'),
  },
  { name: 'scopes', words: true, of: ({ scopes }) => scopes.join(', ') },
  { name: 'last used', time: true, spare: true, of: ({ last_used_at }) => last_used_at },
  { name: 'expires', time: true, spare: true, of: ({ expires_at }) => expires_at },
  { name: 'created', onlyAlone: true, of: ({ created_at }) => created_at },
  { name: 'revoked', onlyAlone: true, of: ({ revoked_at }) => revoked_at },
  { name: 'made by', onlyAlone: true, of: ({ created_by }) => created_by },
  {
    name: 'works from',
    onlyAlone: true,
    of: ({ allowed_addresses }) => allowed_addresses?.join(', ') ?? 'anywhere',
  },
  { name: 'last used from', onlyAlone: true, of: ({ last_used_address }) => last_used_address },
  { name: 'replaces', onlyAlone: true, of: ({ replaces }) => replaces },
  { name: 'secret', onlyAlone: true, of: ({ secret }) => secret, tone: () => 'strong' },
];

export const auditLogColumns: Column<AuditLogEntry>[] = [
  { name: 'at', time: true, of: ({ at }) => at.replace(/\.\d+/, '') },
  { name: 'object', of: ({ object_id }) => object_id },
  { name: 'change', of: ({ change }) => change },
  { name: 'by', of: ({ actor }) => actor?.id },
  { name: 'request', spare: true, of: ({ actor }) => actor?.request_id },
  { name: 'before', spare: true, words: true, of: ({ before }) => JSON.stringify(before) },
  { name: 'after', words: true, of: ({ after }) => JSON.stringify(after) },
];

export const deliveryColumns: Column<WebhookDelivery>[] = [
  { name: 'id', of: ({ id }) => id },
  { name: 'created', time: true, spare: true, of: ({ created_at }) => created_at },
  { name: 'event', words: true, of: ({ event_type }) => event_type },
  { name: 'status', of: ({ status }) => status, tone: toneOf },
  { name: 'attempts', right: true, of: ({ attempt_count }) => attempt_count },
  {
    name: 'answer',
    words: true,
    of: ({ last_response_status, last_failure }) => last_response_status ?? last_failure,
  },
  { name: 'next attempt', time: true, spare: true, of: ({ next_attempt_at }) => next_attempt_at },
  { name: 'endpoint', onlyAlone: true, of: ({ endpoint_id }) => endpoint_id },
  { name: 'transaction', onlyAlone: true, of: ({ transaction_id }) => transaction_id },
  { name: 'last failure', onlyAlone: true, of: ({ last_failure }) => last_failure },
];

export const alertColumns: Column<FraudAlert>[] = [
  { name: 'id', of: ({ id }) => id },
  { name: 'raised', time: true, spare: true, of: ({ raised_at }) => raised_at },
  { name: 'rule', of: ({ rule }) => rule },
  {
    name: 'severity',
    of: ({ severity }) => severity,
    tone: ({ severity }) => (severity === 'high' ? 'bad' : undefined),
  },
  { name: 'state', of: ({ state }) => state },
  { name: 'account', of: ({ account_id }) => account_id },
  { name: 'reason', words: true, of: ({ reason }) => reason },
  { name: 'note', onlyAlone: true, of: ({ decision }) => decision?.note },
  { name: 'decided', onlyAlone: true, of: ({ decision }) => decision?.decided_at },
  { name: 'transactions', onlyAlone: true, of: ({ transaction_ids }) => transaction_ids.join(', ') },
];
