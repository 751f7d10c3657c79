import { createHash } from 'node:crypto';
import { idToUuid, runParameterized, type UnitOfWork } from '@florin/database';
import { actorView, type Actor } from '@florin/rules';
import { differences } from '../differences.ts';
import type { Preferences } from './preferences.ts';

/** A record is never deleted, and an address of mail is personal data: the record has its hash, by which a change is visible. */
const recordedOf = ({ email, language, kinds, minimum_amount }: Preferences) => ({
  email_sha256: email && createHash('sha256').update(email).digest('hex'),
  ...{ language, kinds, minimum_amount },
});

/** Records a change in the unit of work that makes it. Ids are prefixed. A change that changes nothing leaves no record. */
export async function recordPreferenceChange(
  unit: UnitOfWork,
  { tenantId, accountId, actor }: { tenantId: string; accountId: string; actor: Actor },
  { before, after }: { before: Preferences; after: Preferences },
): Promise<void> {
  const [was, is] = differences(recordedOf(before), recordedOf(after));
  if (Object.keys(is).length === 0) return;
  await runParameterized(
    unit,
    `insert into notifications.preference_changes (tenant_id, account_id, before, after, actor)
     values ($1, $2, $3::jsonb, $4::jsonb, $5::jsonb)`,
    [
      ...[idToUuid(tenantId), idToUuid(accountId)],
      ...[was, is, actorView(actor)].map((value) => JSON.stringify(value)),
    ],
  );
}
