import { idToUuid, runParameterized, type UnitOfWork } from '@florin/database';
import type { FlorinEvent } from '@florin/events';
import type { actorView } from '@florin/rules';
import { timeText } from '../webhooks/endpoint-store.ts';
import { defaultPreferences, type Preferences } from './preferences.ts';

type PreferenceRow = Omit<Preferences, 'minimum_amount'> & {
  account_id: string;
  tenant_id: string;
  minimum_amount: string;
};

export type PreferencesView = Preferences & {
  account_id: string;
  updated_at: string | null;
  /** Who made the latest change; null while the defaults apply, and for changes from before actors were recorded. */
  changed_by: ReturnType<typeof actorView> | null;
};

/** Records the accounts that a batch of events has opened. */
export async function recordAccounts(unit: UnitOfWork, events: readonly FlorinEvent[]): Promise<void> {
  const opened = events.filter(
    (event) => event.type === 'florin.accounts.lifecycle.v1' && event.data.change === 'opened',
  );
  if (opened.length === 0) return;
  await runParameterized(
    unit,
    `insert into notifications.accounts (id, tenant_id)
     select * from unnest($1::uuid[], $2::uuid[]) on conflict (id) do nothing`,
    [opened.map(({ accountId }) => idToUuid(accountId)), opened.map(({ tenantId }) => idToUuid(tenantId))],
  );
}

/** Loads the preferences for a batch of events; returns a lookup, which answers the defaults for accounts without any. */
export async function preferencesOf(
  unit: UnitOfWork,
  events: readonly FlorinEvent[],
): Promise<(event: FlorinEvent) => Preferences> {
  const rows = await runParameterized<PreferenceRow>(
    unit,
    `select p.account_id, a.tenant_id, p.email, p.language, p.kinds, p.minimum_amount::text
       from notifications.preferences p join notifications.accounts a on a.id = p.account_id
      where p.account_id = any($1::uuid[])`,
    [[...new Set(events.map(({ accountId }) => idToUuid(accountId)))]],
  );
  if (rows.length === 0) return () => defaultPreferences;
  const byAccount = new Map(rows.map((row) => [`${row.tenant_id} ${row.account_id}`, toPreferences(row)]));
  return ({ tenantId, accountId }) =>
    byAccount.get(`${idToUuid(tenantId)} ${idToUuid(accountId)}`) ?? defaultPreferences;
}

/** The preferences of an account; undefined when the tenant has no such account. Ids are prefixed. */
export async function findPreferences(
  unit: UnitOfWork,
  { tenantId, accountId }: { tenantId: string; accountId: string },
): Promise<PreferencesView | undefined> {
  type Row = Partial<PreferenceRow> &
    Pick<PreferencesView, 'updated_at' | 'changed_by'> & { kinds: Preferences['kinds'] | null };
  const [row] = await runParameterized<Row>(
    unit,
    `select p.email, p.language, p.kinds, p.minimum_amount::text, ${timeText('p.updated_at')} as updated_at,
            (select c.actor from notifications.preference_changes c where c.account_id = a.id
              order by c.changed_at desc, c.id desc limit 1) as changed_by
       from notifications.accounts a left join notifications.preferences p on p.account_id = a.id
      where a.tenant_id = $1 and a.id = $2`,
    [idToUuid(tenantId), idToUuid(accountId)],
  );
  if (!row) return undefined;
  const preferences = row.updated_at === null ? defaultPreferences : toPreferences(row as PreferenceRow);
  return { account_id: accountId, ...preferences, updated_at: row.updated_at, changed_by: row.changed_by };
}

/** Locks the preferences of an account until the unit of work ends: an account without any has no row to lock. */
export async function lockPreferences(unit: UnitOfWork, accountId: string): Promise<void> {
  await runParameterized(unit, 'select pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `notification preferences ${accountId}`,
  ]);
}

/** Inserts or replaces the preferences of an account, which must be recorded. */
export async function savePreferences(
  unit: UnitOfWork,
  accountId: string,
  { email, language, kinds, minimum_amount }: Preferences,
): Promise<void> {
  await runParameterized(
    unit,
    `insert into notifications.preferences (account_id, email, language, kinds, minimum_amount)
     values ($1, $2, $3, $4, $5)
         on conflict (account_id) do update
        set email = excluded.email, language = excluded.language, kinds = excluded.kinds,
            minimum_amount = excluded.minimum_amount, updated_at = now()`,
    [idToUuid(accountId), email, language, kinds, minimum_amount],
  );
}

function toPreferences({ email, language, kinds, minimum_amount }: PreferenceRow): Preferences {
  return { email, language, kinds, minimum_amount: Number(minimum_amount) };
}
