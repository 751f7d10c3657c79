import { actorView, type Actor } from '@florin/rules';
import { runParameterized, type UnitOfWork } from '@florin/database';
import { rfc3339 } from './database-time.ts';
import { ruleIds, type Action, type Rule, type RuleId, type Severity } from './rule.ts';
import { defaultSettings, ruleFrom, type RuleParameters, type RuleSettings } from './rules.ts';

/** A tenant's rule as it is stored: its settings, and how often and when they were changed. */
export type StoredRule = RuleSettings & {
  id: RuleId;
  /** 0 until the first change. */
  version: number;
  updatedAt: string | null;
};

type RuleRow = {
  tenant_id: string;
  id: string;
  enabled: boolean;
  severity: Severity;
  action: Action;
  parameters: RuleParameters;
  version: number;
  updated_at: string;
};

const columns = 'tenant_id, id, enabled, severity, action, parameters, version, updated_at';

/**
 * Loads the enabled rules of these tenants with one query. Runs in the unit of work that judges, so that a change is in
 * effect everywhere from the next batch on. Tenant ids are bare UUIDs.
 */
export async function loadRules(
  unit: UnitOfWork,
  tenantIds: readonly string[],
): Promise<(tenantId: string) => readonly Rule[]> {
  const rows = await runParameterized<RuleRow>(
    unit,
    `select ${columns} from fraud.rules where tenant_id = any ($1::uuid[])`,
    [tenantIds],
  );
  const changed = Map.groupBy(rows, (row) => row.tenant_id);
  const rules = new Map([...changed].map(([tenantId, own]) => [tenantId, rulesOf(own)]));
  return (tenantId) => rules.get(tenantId) ?? defaultRules;
}

const defaultRules = ruleIds.map((id) => ruleFrom(id, defaultSettings(id)));

function rulesOf(rows: readonly RuleRow[]): Rule[] {
  return allRules(rows).flatMap((rule) => (rule.enabled ? [ruleFrom(rule.id, rule)] : []));
}

/** Lists all rules of a tenant, changed or not, in the order of `ruleIds`. */
export async function listRules(unit: UnitOfWork, tenantId: string): Promise<StoredRule[]> {
  const rows = await runParameterized<RuleRow>(
    unit,
    `select ${columns} from fraud.rules where tenant_id = $1`,
    [tenantId],
  );
  return allRules(rows);
}

/** Ignores rows of rules that this release does not know, which a later release may have left before a rollback. */
function allRules(rows: readonly RuleRow[]): StoredRule[] {
  const changed = new Map(rows.map((row) => [row.id, row]));
  return ruleIds.map((id) => {
    const row = changed.get(id);
    return row ? toRule(id, row) : { id, ...defaultSettings(id), version: 0, updatedAt: null };
  });
}

function toRule(id: RuleId, row: RuleRow): StoredRule {
  const { enabled, severity, action, version } = row;
  const parameters = { ...defaultSettings(id).parameters, ...row.parameters };
  return { id, enabled, severity, action, parameters, version, updatedAt: rfc3339(row.updated_at) };
}

/**
 * Locks a rule until the unit of work ends and returns it. Of two concurrent changes, the second sees the first, and the
 * audit trail has a record of each.
 */
export async function lockRule(unit: UnitOfWork, tenantId: string, id: RuleId): Promise<StoredRule> {
  // An advisory lock, because a rule that was never changed has no row.
  await runParameterized(unit, `select pg_advisory_xact_lock(hashtextextended($1, 0))`, [
    `fraud rule ${tenantId} ${id}`,
  ]);
  const rules = await listRules(unit, tenantId);
  return rules.find((rule) => rule.id === id)!;
}

/** The credential and the request that make a change, and the actor where the API has named it. */
export type Author = { credentialId: string; requestId: string; actor?: Actor };

/** Stores the next version of a rule and its record in the audit trail. */
export async function recordRuleChange(
  unit: UnitOfWork,
  change: { tenantId: string; before: StoredRule; after: RuleSettings; author: Author; at: string },
): Promise<StoredRule> {
  const { tenantId, before, after, author, at } = change;
  const { id } = before;
  const version = before.version + 1;
  await runParameterized(
    unit,
    `with changed as (
       insert into fraud.rules (${columns}) values ($1, $2, $3, $4, $5, $6::jsonb, $7, $8)
       on conflict (tenant_id, id) do update
         set enabled = excluded.enabled, severity = excluded.severity, action = excluded.action,
             parameters = excluded.parameters, version = excluded.version, updated_at = excluded.updated_at)
     insert into fraud.rule_changes (tenant_id, rule, version, changed_at, credential_id, request_id, before, after, actor)
     values ($1, $2, $7, $8, $9, $10, $11::jsonb, $12::jsonb, $13::jsonb)`,
    [
      tenantId,
      id,
      after.enabled,
      after.severity,
      after.action,
      JSON.stringify(after.parameters),
      version,
      at,
      author.credentialId,
      author.requestId,
      JSON.stringify(settingsOf(before)),
      JSON.stringify(settingsOf(after)),
      author.actor ? JSON.stringify(actorView(author.actor)) : null,
    ],
  );
  return { ...after, id, version, updatedAt: at };
}

/** The settings alone of a stored rule. */
export const settingsOf = ({ enabled, severity, action, parameters }: RuleSettings): RuleSettings => ({
  enabled,
  severity,
  action,
  parameters,
});

export type RuleChange = {
  version: number;
  changedAt: string;
  credentialId: string;
  requestId: string;
  before: RuleSettings;
  after: RuleSettings;
  /** Null for changes from before actors were recorded. */
  actor: ReturnType<typeof actorView> | null;
};

/** Lists the audit trail of one rule, newest first, below a version if one is given. */
export async function listRuleChanges(
  unit: UnitOfWork,
  filter: { tenantId: string; rule: RuleId; below?: number | undefined; limit: number },
): Promise<RuleChange[]> {
  const changes = await runParameterized<RuleChange>(
    unit,
    `select version, changed_at as "changedAt", credential_id as "credentialId", request_id as "requestId", before, after, actor
       from fraud.rule_changes
      where tenant_id = $1 and rule = $2 and version < $3
      order by version desc limit $4`,
    [filter.tenantId, filter.rule, filter.below ?? maxVersion, filter.limit],
  );
  return changes.map((change) => ({ ...change, changedAt: rfc3339(change.changedAt) }));
}

/** The largest integer of PostgreSQL. */
const maxVersion = 2 ** 31 - 1;
