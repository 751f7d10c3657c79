import { notificationKinds, type Language, type NotificationKind } from '../messages.ts';

/** How an account holder wants to be notified. */
export type Preferences = {
  /** Null: no mails. */
  email: string | null;
  language: Language;
  kinds: readonly NotificationKind[];
  /** In minor units of the account's currency. Smaller transactions are not notified. */
  minimum_amount: number;
};

/** Notifications of every kind, in English, by the channel that the operator has configured. */
export const defaultPreferences: Preferences = {
  email: null,
  language: 'en',
  kinds: notificationKinds,
  minimum_amount: 0,
};

/** Whether the preferences allow a notification. An alert has no amount, so the minimum does not apply to it. */
export function allows(
  { kinds, minimum_amount }: Preferences,
  kind: NotificationKind,
  amount: number | undefined,
): boolean {
  return kinds.includes(kind) && (amount === undefined || amount >= minimum_amount);
}
