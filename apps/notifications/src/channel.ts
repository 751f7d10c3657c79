import type { Language, NotificationKind } from './messages.ts';

/** A notification as a channel needs it; ids prefixed. */
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
  /** How many attempts before this one were begun and never written down, since one last was. */
  lostAttempts: number;
};

/** How an attempt went. `retry: false` says that the target asked never to be tried again. */
export type Outcome = { delivered: true } | { delivered: false; failure: string; retry: boolean };

/** How an account's holder is told; the log is no channel of attempts, since nothing can go wrong there. */
export type Way = 'log' | 'webhook' | 'email';

/** A way to the account holder that may fail. A delivery that fails is an outcome, not an error, and always comes to an end. */
export interface Channel {
  readonly name: Exclude<Way, 'log'>;
  /** Attempts under way at most, per process. */
  readonly concurrency: number;
  deliver(notification: DueNotification): Promise<Outcome>;
}
