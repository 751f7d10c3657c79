import {
  type FlorinEvent,
  type FraudAlerts,
  type TransactionsCompleted,
  type TransactionsFailed,
} from '@florin/events';
import { formatMoney } from '@florin/rules';
import { alertBody, englishAlert, germanAlert, type AlertPhrases } from './alert-phrases.ts';

/** The languages of notifications. */
export const languages = ['en', 'de'] as const;
export type Language = (typeof languages)[number];

export const notificationKinds = ['transaction_completed', 'transaction_failed', 'fraud_alert'] as const;
export type NotificationKind = (typeof notificationKinds)[number];

export type Message = { kind: NotificationKind; title: string; body: string };

type Phrases = {
  money(amount: number, currency: string): string;
  received(money: string): string;
  paid(money: string): string;
  arrived(money: string, balance: string): string;
  left(money: string, balance: string): string;
  notReceived(money: string): string;
  notPaid(money: string): string;
  /** The reason of a refusal, by its code and its English message. */
  reason(code: string, message: string): string;
  alert: AlertPhrases;
};

const phrases: Record<Language, Phrases> = {
  en: {
    money: formatMoney,
    received: (money) => `You received ${money}`,
    paid: (money) => `You paid ${money}`,
    arrived: (money, balance) => `${money} arrived on your account. The balance is ${balance}.`,
    left: (money, balance) => `${money} left your account. The balance is ${balance}.`,
    notReceived: (money) => `${money} could not be received`,
    notPaid: (money) => `${money} could not be paid`,
    reason: (_code, message) => message,
    alert: englishAlert,
  },
  de: {
    money: (amount, currency) => formatMoney(amount, currency).replace('.', ','),
    received: (money) => `Sie haben ${money} erhalten`,
    paid: (money) => `Sie haben ${money} bezahlt`,
    arrived: (money, balance) =>
      `${money} sind auf Ihrem Konto eingegangen. Der Kontostand beträgt ${balance}.`,
    left: (money, balance) => `${money} haben Ihr Konto verlassen. Der Kontostand beträgt ${balance}.`,
    notReceived: (money) => `${money} konnten nicht empfangen werden`,
    notPaid: (money) => `${money} konnten nicht bezahlt werden`,
    reason: (code, message) =>
      germanReasons.get(code) ?? `Die Bank hat den Auftrag abgelehnt. ${germanAlert.original(message)}`,
    alert: germanAlert,
  },
};

const germanReasons: ReadonlyMap<string, string> = new Map([
  ['insufficient_funds', 'Das Konto deckt den Betrag nicht.'],
  ['state_conflict', 'Der Zustand des Kontos lässt das nicht zu.'],
  ['currency_mismatch', 'Das Konto wird in einer anderen Währung geführt.'],
  ['limit_exceeded', 'Der Betrag überschreitet ein Limit des Kontos.'],
]);

/** The message about an event for the account holder; undefined for events that are not notified. */
export function messageOf(event: FlorinEvent, language: Language): Message | undefined {
  switch (event.type) {
    case 'florin.transactions.completed.v1':
      return { kind: 'transaction_completed', ...completed(event.data, phrases[language]) };
    case 'florin.transactions.failed.v1':
      return { kind: 'transaction_failed', ...refused(event.data, phrases[language]) };
    case 'florin.fraud.alerts.v1':
      // The holder is notified of new alerts only, not of later decisions about them.
      if ((event.data.change ?? 'raised') !== 'raised') return undefined;
      return { kind: 'fraud_alert', ...alerted(event.data, phrases[language]) };
    default:
      return undefined;
  }
}

function completed(
  { direction, amount, currency, balance_after }: TransactionsCompleted['data'],
  phrase: Phrases,
): Omit<Message, 'kind'> {
  const money = phrase.money(amount, currency);
  const balance = phrase.money(balance_after, currency);
  return direction === 'credit'
    ? { title: phrase.received(money), body: phrase.arrived(money, balance) }
    : { title: phrase.paid(money), body: phrase.left(money, balance) };
}

function refused(
  { direction, amount, currency, failure }: TransactionsFailed['data'],
  phrase: Phrases,
): Omit<Message, 'kind'> {
  const money = phrase.money(amount, currency);
  const title = direction === 'credit' ? phrase.notReceived(money) : phrase.notPaid(money);
  return { title, body: phrase.reason(failure.code, failure.message) };
}

function alerted(
  { rule, reason, severity, evidence, raised_at }: FraudAlerts['data'],
  { alert }: Phrases,
): Omit<Message, 'kind'> {
  const facts = { severity, transactions: evidence.length, raisedAt: new Date(raised_at) };
  return { title: alert.title, body: alertBody(rule, reason, facts, alert) };
}
