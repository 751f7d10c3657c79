import type { UnitOfWork } from '@florin/database';
import type { FlorinEvent } from '@florin/events';
import type { LogNotifications } from './log-delivery.ts';
import { notificationOf } from './notification.ts';
import { recordNotifications } from './notification-store.ts';
import { preferencesOf, recordAccounts } from './preferences/preference-store.ts';
import { recordDeliveries } from './webhooks/fan-out.ts';

/** The channels in use. Mails go to holders who gave an address, all other notifications to the default channel. */
export type Channels = { mails: boolean } & (
  { default: 'webhook' } | { default: 'log'; log: LogNotifications }
);

/**
 * Carries out all effects of a batch of new events, in a fixed number of statements. Notifications for the log are
 * counted before the commit that marks them as delivered: when that commit fails, the events come again and are counted
 * again.
 */
export async function handleEvents(
  unit: UnitOfWork,
  events: readonly FlorinEvent[],
  channels: Channels,
): Promise<void> {
  await recordAccounts(unit, events);
  const preferences = await preferencesOf(unit, events);
  const notifications = events.flatMap((event) => {
    const wanted = preferences(event);
    const notification = notificationOf(event, wanted);
    const channel = channels.mails && wanted.email !== null ? ('email' as const) : channels.default;
    return notification ? [{ ...notification, channel }] : [];
  });
  await recordNotifications(unit, notifications);
  await recordDeliveries(unit, events);
  if (channels.default !== 'log') return;
  channels.log(notifications.filter(({ channel }) => channel === 'log').map(({ kind }) => kind));
}
