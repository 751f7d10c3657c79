import { idToUuid, type Database } from '@florin/database';
import { createListCursors, Problem, type Handler, type Handlers } from '@florin/http';
import { changeRule } from '../change-rule.ts';
import { listRuleChanges, listRules, type RuleChange, type StoredRule } from '../rule-store.ts';
import { ruleKinds } from '../rules.ts';

type RuleHandlers = Pick<
  Handlers<'fraud'>,
  'listFraudRules' | 'getFraudRule' | 'updateFraudRule' | 'listFraudRuleChanges'
>;

/** The operations on a tenant's rules: list, get, update, and list changes. */
export function ruleHandlers(
  database: Database,
  options: { cursorSecrets: readonly string[]; canFreeze: (tenantId: string) => boolean },
): RuleHandlers {
  const rulesOf = (tenantId: string) =>
    database.of(tenantId).read((unit) => listRules(unit, idToUuid(tenantId)));
  return {
    async listFraudRules({ principal }) {
      const rules = await rulesOf(principal.tenantId);
      return { body: { data: rules.map(toAnswer), has_more: false, next_cursor: null } };
    },

    async getFraudRule({ principal, params }) {
      const rules = await rulesOf(principal.tenantId);
      const rule = rules.find(({ id }) => id === params.id);
      if (!rule) throw new Problem('not_found');
      return { body: toAnswer(rule) };
    },

    async updateFraudRule({ principal, params, body, requestId, actor }) {
      const { tenantId, credentialId } = principal;
      const rule = await changeRule(database, {
        tenantId,
        id: params.id,
        change: body,
        author: { credentialId, requestId, actor },
        canFreeze: options.canFreeze(tenantId),
      });
      return { body: toAnswer(rule) };
    },

    listFraudRuleChanges: ruleChangesHandler(database, options.cursorSecrets),
  };
}

function ruleChangesHandler(
  database: Database,
  cursorSecrets: readonly string[],
): Handler<'listFraudRuleChanges'> {
  const cursors = createListCursors('listFraudRuleChanges', cursorSecrets);
  return async (request) => {
    const { limit } = request.query;
    const rule = request.params.id;
    // A cursor is bound to the query parameters but not to the path, so it also contains the rule.
    const [below, ofRule = rule] = cursors.open(request) ?? [];
    if (ofRule !== rule) throw new Problem('invalid_cursor');
    const found = await database.of(request.principal.tenantId).read((unit) =>
      listRuleChanges(unit, {
        tenantId: idToUuid(request.principal.tenantId),
        rule,
        below: below === undefined ? undefined : Number(below),
        limit: limit + 1,
      }),
    );
    const page = found.slice(0, limit);
    const last = found.length > limit ? page.at(-1) : undefined;
    const nextCursor = last ? cursors.seal([String(last.version), rule], request) : null;
    return { body: { data: page.map(toChange), has_more: last !== undefined, next_cursor: nextCursor } };
  };
}

function toAnswer({ id, version, updatedAt, ...settings }: StoredRule) {
  const { description, outcome, parameters } = ruleKinds[id];
  return {
    id,
    description,
    looks_at: outcome,
    ...settings,
    parameters_schema: { ...parameters },
    version,
    updated_at: updatedAt,
  };
}

const toChange = ({ version, changedAt, credentialId, requestId, before, after, actor }: RuleChange) => ({
  version,
  changed_at: changedAt,
  changed_by: credentialId,
  request_id: requestId,
  actor,
  before,
  after,
});
