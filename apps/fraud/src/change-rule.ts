import { isDeepStrictEqual } from 'node:util';
import { idToUuid, type Database } from '@florin/database';
import { validationFailed } from '@florin/http';
import type { RuleId } from './rule.ts';
import { lockRule, recordRuleChange, settingsOf, type Author, type StoredRule } from './rule-store.ts';
import { parameterMistakes, type RuleParameters, type RuleSettings } from './rules.ts';

/**
 * Changes a tenant's rule and records the change in its audit trail; a request that changes nothing leaves no record.
 * Throws validation_failed for invalid parameters, and for an action that cannot be carried out.
 */
export function changeRule(
  database: Database,
  request: {
    tenantId: string;
    id: RuleId;
    change: Partial<RuleSettings>;
    author: Author;
    /** Whether this app has an API key of the tenant to freeze accounts with. */
    canFreeze: boolean;
  },
): Promise<StoredRule> {
  const { id, change, author, canFreeze } = request;
  if (change.action === 'freeze' && !canFreeze) throw cannotFreeze();
  const tenantId = idToUuid(request.tenantId);
  return database.of(request.tenantId).unitOfWork(async (unit) => {
    const before = await lockRule(unit, tenantId, id);
    const parameters = changedParameters(id, before.parameters, change.parameters);
    const after = { ...settingsOf(before), ...change, parameters };
    if (isDeepStrictEqual(after, settingsOf(before))) return before;
    return recordRuleChange(unit, { tenantId, before, after, author, at: new Date().toISOString() });
  });
}

/** Merges changed parameters into the current ones; throws validation_failed if the result is invalid. */
export function changedParameters(
  id: RuleId,
  current: RuleParameters,
  changed: RuleParameters | undefined,
): RuleParameters {
  const parameters = { ...current, ...changed };
  const mistakes = parameterMistakes(id, parameters);
  if (mistakes.length === 0) return parameters;
  throw validationFailed(
    mistakes.map(({ pointer, message }) => ({ in: 'body', pointer: `/parameters${pointer}`, message })),
  );
}

function cannotFreeze() {
  const message = 'cannot be freeze: the fraud app has no API key of your tenant to freeze accounts with';
  return validationFailed([{ in: 'body', pointer: '/action', message }]);
}
