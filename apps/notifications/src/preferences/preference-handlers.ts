import type { Database } from '@florin/database';
import { Problem, type Handlers } from '@florin/http';
import { findPreferences, savePreferences, type PreferencesView } from './preference-store.ts';

type PreferenceHandlers = Pick<
  Handlers<'notifications'>,
  'getNotificationPreferences' | 'replaceNotificationPreferences'
>;

/** Reads and replaces the notification preferences of an account. */
export function createPreferenceHandlers(database: Database): PreferenceHandlers {
  return {
    async getNotificationPreferences({ principal: { tenantId }, params: { id: accountId } }) {
      const found = await database
        .of(tenantId)
        .read((unit) => findPreferences(unit, { tenantId, accountId }));
      return { body: answerOf(found) };
    },
    async replaceNotificationPreferences({ principal: { tenantId }, params: { id: accountId }, body }) {
      const saved = await database.of(tenantId).unitOfWork(async (unit) => {
        answerOf(await findPreferences(unit, { tenantId, accountId }));
        await savePreferences(unit, accountId, body);
        return findPreferences(unit, { tenantId, accountId });
      });
      return { body: answerOf(saved) };
    },
  };
}

function answerOf(found: PreferencesView | undefined) {
  if (!found) throw new Problem('not_found');
  return { ...found, kinds: [...found.kinds] };
}
