import type { Database } from '@florin/database';
import { Problem, type Handlers } from '@florin/http';
import { findPreferences, savePreferences, type PreferencesView } from './preference-store.ts';

type PreferenceHandlers = Pick<
  Handlers<'notifications'>,
  'getNotificationPreferences' | 'replaceNotificationPreferences'
>;

/** How an account's holder wants to be told. */
export function createPreferenceHandlers(database: Database): PreferenceHandlers {
  return {
    async getNotificationPreferences({ principal: { tenantId }, params: { id: accountId } }) {
      const found = await database.read((em) => findPreferences(em, { tenantId, accountId }));
      return { body: answerOf(found) };
    },
    async replaceNotificationPreferences({ principal: { tenantId }, params: { id: accountId }, body }) {
      const saved = await database.unitOfWork(async (em) => {
        answerOf(await findPreferences(em, { tenantId, accountId }));
        await savePreferences(em, accountId, body);
        return findPreferences(em, { tenantId, accountId });
      });
      return { body: answerOf(saved) };
    },
  };
}

function answerOf(found: PreferencesView | undefined) {
  if (!found) throw new Problem('not_found');
  return { ...found, kinds: [...found.kinds] };
}
