import type { Database } from '@florin/database';
import { Problem, type Handlers } from '@florin/http';
import {
  findPreferences,
  lockPreferences,
  savePreferences,
  type PreferencesView,
} from './preference-store.ts';
import { recordPreferenceChange } from './preference-changes.ts';

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
    async replaceNotificationPreferences({
      principal: { tenantId },
      params: { id: accountId },
      body,
      actor,
    }) {
      const saved = await database.of(tenantId).unitOfWork(async (unit) => {
        await lockPreferences(unit, accountId);
        const before = answerOf(await findPreferences(unit, { tenantId, accountId }));
        await savePreferences(unit, accountId, body);
        await recordPreferenceChange(unit, { tenantId, accountId, actor }, { before, after: body });
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
