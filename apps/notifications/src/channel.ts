import type { Language, NotificationKind } from './messages.ts';

/** A notification that is due, as a channel delivers it. Ids are prefixed. */
export type DueNotification = {
  /** The same for every attempt. */
  id: string;
  accountId: string;
  eventId: string;
  kind: NotificationKind;
  title: string;
  body: string;
  /** RFC 3339 UTC: the event's time. */
  createdAt: string;
  language: Language;
  /** The holder's address as it is now; null without one. */
  recipient: string | null;
  eventData: Record<string, unknown>;
  /** The number of this attempt; 1 is the first. */
  attempt: number;
  /** How many attempts in a row before this one were started and never recorded: their process died. */
  lostAttempts: number;
};

/** The result of an attempt. `retry: false`: the target has rejected the notification for good. */
export type Outcome = { delivered: true } | { delivered: false; failure: string; retry: boolean };

/** Where a notification goes. Delivery to the log cannot fail, so `log` has no `Channel`. */
export type ChannelName = 'log' | 'webhook' | 'email';

/** A channel whose deliveries may fail. A failed delivery is an outcome, not an error; every delivery ends within a time limit. */
export interface Channel {
  readonly name: Exclude<ChannelName, 'log'>;
  /** The maximum number of concurrent attempts in one process. */
  readonly concurrency: number;
  deliver(notification: DueNotification): Promise<Outcome>;
}
