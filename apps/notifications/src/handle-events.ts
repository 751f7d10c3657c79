import type { UnitOfWork } from '@florin/database';
import type { FlorinEvent } from '@florin/events';
import type { TellByLog } from './log-delivery.ts';
import { notificationOf } from './notification.ts';
import { recordNotifications } from './notification-store.ts';
import { preferencesOf, recordAccounts } from './preferences/preference-store.ts';
import { recordDeliveries } from './webhooks/fan-out.ts';

/** Which way a notification goes: by mail to holders who gave an address, where mails are sent at all. */
export type Channels = { mails: boolean } & ({ usual: 'webhook' } | { usual: 'log'; tell: TellByLog });

/**
 * All effects of a batch of new events, in a handful of statements whatever its size. What goes to the log is told at
 * once, before the commit that says so: when that fails, the events come again, and are told once more.
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
    const channel = channels.mails && wanted.email !== null ? ('email' as const) : channels.usual;
    return notification ? [{ ...notification, channel }] : [];
  });
  await recordNotifications(unit, notifications);
  await recordDeliveries(unit, events);
  if (channels.usual !== 'log') return;
  channels.tell(notifications.filter(({ channel }) => channel === 'log').map(({ kind }) => kind));
}
