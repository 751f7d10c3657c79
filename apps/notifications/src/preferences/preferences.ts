import { notificationKinds, type Language, type NotificationKind } from '../messages.ts';

/** How an account's holder wants to be told. */
export type Preferences = {
  /** Null: not by mail. */
  email: string | null;
  language: Language;
  kinds: readonly NotificationKind[];
  /** In minor units of the account's currency: smaller transactions are not told of. */
  minimum_amount: number;
};

/** Of everything, by whatever way the operator has chosen, in English. */
export const defaultPreferences: Preferences = {
  email: null,
  language: 'en',
  kinds: notificationKinds,
  minimum_amount: 0,
};

/** Whether the holder wants to be told of this; an alert has no amount, so no threshold silences it. */
export function allows(
  { kinds, minimum_amount }: Preferences,
  kind: NotificationKind,
  amount: number | undefined,
): boolean {
  return kinds.includes(kind) && (amount === undefined || amount >= minimum_amount);
}
