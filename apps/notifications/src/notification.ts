import { idToUuid, uuidsFromNames } from '@florin/database';
import type { FlorinEvent } from '@florin/events';
import { messageOf, type NotificationKind } from './messages.ts';
import { allows, defaultPreferences, type Preferences } from './preferences/preferences.ts';

/** A notification of an account holder about one event. Ids are bare UUIDs. */
export type Notification = {
  id: string;
  tenantId: string;
  accountId: string;
  eventId: string;
  kind: NotificationKind;
  title: string;
  body: string;
  language: Preferences['language'];
  /** RFC 3339 UTC in milliseconds: the event's time. */
  createdAt: string;
  /** The event's data, for webhooks. */
  eventData: object;
};

/**
 * Ids are UUIDs version 5, derived from the event's id. When events are read again, the receiver of a webhook recognizes
 * by `webhook-id` what it has already received.
 */
const idFromName = uuidsFromNames('5f1d7a60-4b8e-4f0a-8c3e-2b9d6a7f1c04');

/** The notification about an event; undefined when its kind is not notified or the preferences exclude it. */
export function notificationOf(
  event: FlorinEvent,
  preferences: Preferences = defaultPreferences,
): Notification | undefined {
  const { language } = preferences;
  const message = messageOf(event, language);
  if (!message || !allows(preferences, message.kind, amountOf(event))) return undefined;
  return {
    id: idFromName(event.id),
    tenantId: idToUuid(event.tenantId),
    accountId: idToUuid(event.accountId),
    eventId: event.id,
    createdAt: new Date(event.time).toISOString(),
    eventData: event.data,
    language,
    ...message,
  };
}

function amountOf({ data }: FlorinEvent): number | undefined {
  return 'amount' in data ? data.amount : undefined;
}
