import { idToUuid } from '@florin/database';
import {
  formatMoney,
  type FlorinEvent,
  type TransactionsCompleted,
  type TransactionsFailed,
} from '@florin/events';
import { v5 as uuidFromName } from 'uuid';

export type NotificationKind = 'transaction_completed' | 'transaction_failed' | 'fraud_alert';

/** What an account's holder is told about one event. Ids are bare UUIDs. */
export type Notification = {
  id: string;
  tenantId: string;
  accountId: string;
  eventId: string;
  kind: NotificationKind;
  title: string;
  body: string;
  /** RFC 3339 UTC in milliseconds: the event's time. */
  createdAt: string;
  /** The event's data, for webhooks. */
  eventData: object;
};

/**
 * Ids are UUIDs version 5 of the event's: after a rebuild from the log a webhook's receiver knows by `webhook-id`
 * what it has seen.
 */
const namespace = '5f1d7a60-4b8e-4f0a-8c3e-2b9d6a7f1c04';

/** The notification that an event gives rise to; nothing when its kind is nobody's news. */
export function notificationOf(event: FlorinEvent): Notification | undefined {
  const message = messageOf(event);
  if (!message) return undefined;
  return {
    id: uuidFromName(event.id, namespace),
    tenantId: idToUuid(event.tenantId),
    accountId: idToUuid(event.accountId),
    eventId: event.id,
    createdAt: new Date(event.time).toISOString(),
    eventData: event.data,
    ...message,
  };
}

type Message = Pick<Notification, 'kind' | 'title' | 'body'>;

function messageOf(event: FlorinEvent): Message | undefined {
  switch (event.type) {
    case 'florin.transactions.completed.v1':
      return { kind: 'transaction_completed', ...completed(event.data) };
    case 'florin.transactions.failed.v1':
      return { kind: 'transaction_failed', ...refused(event.data) };
    case 'florin.fraud.alerts.v1':
      // What became of an alert later is nothing to tell the account's holder.
      if ((event.data.change ?? 'raised') !== 'raised') return undefined;
      return { kind: 'fraud_alert', title: 'Unusual activity on your account', body: event.data.reason };
    default:
      return undefined;
  }
}

function completed({ direction, amount, currency, balance_after }: TransactionsCompleted['data']) {
  const money = formatMoney(amount, currency);
  const balance = `The balance is ${formatMoney(balance_after, currency)}.`;
  return direction === 'credit'
    ? { title: `You received ${money}`, body: `${money} arrived on your account. ${balance}` }
    : { title: `You paid ${money}`, body: `${money} left your account. ${balance}` };
}

function refused({ direction, amount, currency, failure }: TransactionsFailed['data']) {
  const money = formatMoney(amount, currency);
  const title = direction === 'credit' ? `${money} could not be received` : `${money} could not be paid`;
  return { title, body: failure.message };
}
