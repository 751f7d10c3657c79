import type { Database } from '@florin/database';

/** UUIDs of a tenant and of its objects. Every fourth row of a table is about `account`, and of a table of deliveries about `endpoint`. */
export type FilledTenant = {
  tenant: string;
  account: string;
  external: string;
  endpoint: string;
  /** Of one row of each table: a transaction, and the key that made a change. */
  transaction: string;
};

/** The rows of the tenant in each table. There is a tenth more, of others. */
export const ownRows = 100_000;
const rows = (ownRows * 11) / 10;

/** Of every value that a list can be filtered by there is one row in 1,000, but for those that are common by nature. */
const isRare = 'n % 1000 = 500';

const rare = (value: string, usual: string) => `case when ${isRare} then ${value} else ${usual} end`;
const once = (value: string, usual: string) => `case when n = 500 then ${value} else ${usual} end`;
const numbers = `generate_series(1, ${rows}) as n`;
/** Row n is a minute older than row n + 1, and the last is the newest. */
const at = `date_trunc('minute', now()) - make_interval(mins => ${rows} - n)`;
const id = `uuidv7(make_interval(mins => n - ${rows}))`;
const change = `'{"name": "a"}', '{"name": "b"}'`;
const settings = `'{"enabled": true, "severity": "low", "action": "none", "parameters": {}}'`;

/** SQL for the values of the tenant. */
function statementsOf(tenantIds: FilledTenant): string[] {
  const { tenant, account, external, endpoint, transaction } = Object.fromEntries(
    Object.entries(tenantIds).map(([name, value]) => [name, `'${value}'::uuid`]),
  );
  const own = `case when n % 11 = 0 then '00000000-0000-7000-8000-000000000001' else ${tenant} end`;
  const about = `case when n % 4 = 0 then ${account} else gen_random_uuid() end`;
  const actorId = rare(`'operator:ada'`, `'key_' || n`);
  const actor = `jsonb_build_object('type', 'operator', 'id', ${actorId}, 'token_id', null, 'request_id', null,
    'correlation_id', null, 'address', null, 'on_behalf_of', null)`;
  const hours = `date_trunc('hour', now(), 'UTC') - make_interval(hours => n / 4)`;
  return [
    `insert into ledger.accounts (id, tenant_id, currency, name, external_id, status, metadata, created_at)
     select ${id}, ${own}, ${rare(`'EUR'`, `'USD'`)}, ${rare(`'Till '`, `'Account '`)} || n, 'external ' || n,
       ${rare(`'frozen'`, `'open'`)}, jsonb_build_object('team', n % 1000), ${at} from ${numbers}`,
    `update ledger.accounts set version = ${rows} where id = ${account}`,
    `create temp table numbered as
       select id, row_number() over (order by id) as n from ledger.accounts where tenant_id = ${tenant} and kind = 'customer'`,
    'create unique index on numbered (n)',
    `insert into ledger.transactions (id, tenant_id, type, status, from_account_id, to_account_id, currency, amount,
       from_account_version, to_account_version, from_balance_after, to_balance_after, from_held_after, captured_amount,
       moves_as, reference, metadata, failure_code, expires_at, effective_at, created_at)
     select id, ${own}, type, status,
       case type when 'credit' then ${external} else account end, case type when 'credit' then account else ${external} end,
       'USD', case when ${isRare} then 999999 else n % 900 + 1 end, case when type <> 'credit' then version end,
       case when type = 'credit' then version end, case when type <> 'credit' then version end,
       case when type = 'credit' then version end, case type when 'hold' then 1 end, case type when 'hold' then 0 end,
       case type when 'hold' then 'debit' end, ${rare(`'rent'`, `'ref ' || n`)}, jsonb_build_object('team', n % 1000),
       case status when 'failed' then 'insufficient_funds' end, case type when 'hold' then now() + interval '1 day' end,
       effective_at, uuid_extract_timestamp(id)
     from (
       select n, id, type, status, account, case status when 'failed' then null else n end as version,
         uuid_extract_timestamp(id) - case when n % 1000 = 504 then interval '1 day' else interval '0' end as effective_at
       from (
         select n, ${once(transaction ?? '', id)} as id, ${rare(`'hold'`, `case when n % 3 = 0 then 'debit' else 'credit' end`)} as type,
           case when ${isRare} then 'held' when n % 1000 = 501 then 'failed' else 'completed' end as status,
           case when n % 4 = 0 then ${account} else (select id from numbered where numbered.n = series.n * 10 / 11) end as account
         from generate_series(1, ${rows}) as series (n)) as movement) as placed where account is not null`,
    `insert into ledger.scheduled_transactions (id, tenant_id, type, to_account_id, currency, amount, scheduled_for, status,
       claimed_at, failure_code, created_at, updated_at, actor_id)
     select ${id}, ${own}, 'credit', ${about}, 'USD', 1, now() + interval '400 days', ${rare(`'cancelled'`, `'pending'`)},
       null, null, ${at}, ${at}, ${actorId} from ${numbers}`,
    `insert into ledger.account_changes (account_id, account_version, before, after, changed_at, tenant_id, actor_id)
     select ${rare(account ?? '', 'gen_random_uuid()')}, n, ${change}, ${at}, ${own}, ${actorId} from ${numbers}`,
    `insert into access.api_keys (id, tenant_id, name, display_prefix, sha256, scopes, created_at)
     select ${id}, ${own}, 'key', 'flk_abcd', sha256(n::text::bytea), '{accounts:read}', ${at} from ${numbers}`,
    `insert into access.key_changes (id, tenant_id, key_id, change, made_at, actor)
     select id, tenant_id, id, 'created', created_at, '{"type": "operator", "id": "operator:ada"}' from access.api_keys
     where display_prefix = 'flk_abcd'`,
    `insert into fraud.alerts (id, tenant_id, account_id, rule, severity, reason, evidence, raised_at, state, decided_at)
     select gen_random_uuid(), ${own}, ${about}, ${rare(`'rapid_drain'`, `'large_amount'`)}, ${rare(`'high'`, `'low'`)},
       'reason', array[gen_random_uuid()], ${at}, ${rare(`'confirmed'`, `'open'`)}, ${rare('now()', 'null')} from ${numbers}`,
    `insert into fraud.rule_changes (tenant_id, rule, version, changed_at, credential_id, request_id, before, after, actor)
     select ${own}, 'rapid_drain', n, ${at}, 'key', 'request', ${settings}, ${settings}, ${actor} from ${numbers}`,
    `insert into fraud.alert_changes (id, tenant_id, alert_id, change, changed_at, before, after, actor)
     select ${id}, tenant_id, id, 'confirmed', raised_at, '{}', '{}', ${actor}
     from (select *, (row_number() over ())::int as n from fraud.alerts) as alert`,
    `insert into notifications.notifications (id, tenant_id, account_id, event_id, kind, title, body, created_at, channel, status,
       next_attempt_at, delivered_at)
     select ${id}, ${own}, ${about}, 'event ' || n, ${rare(`'transaction_failed'`, `'transaction_completed'`)}, 'title', 'body', ${at}, 'log',
       ${rare(`'failed'`, `'delivered'`)}, null, ${rare('null', at)} from ${numbers}`,
    `insert into notifications.webhook_endpoints (id, tenant_id, url, event_types, created_at)
     select ${once(endpoint ?? '', id)}, ${own}, 'https://florin.test', '{florin.transactions.completed.v1}', ${at} from ${numbers}`,
    `insert into notifications.webhook_deliveries (id, tenant_id, endpoint_id, event_id, event_type, account_id, transaction_id,
       body, status, created_at, next_attempt_at, delivered_at)
     select ${id}, ${own}, case when n % 4 = 0 then ${endpoint} else gen_random_uuid() end, 'event ' || n,
       'florin.transactions.' || ${rare(`'failed'`, `'completed'`)} || '.v1', ${about}, ${once(transaction ?? '', 'gen_random_uuid()')},
       '{}', ${rare(`'failed'`, `'delivered'`)}, ${at}, null, ${rare('null', at)} from ${numbers}`,
    `insert into notifications.webhook_endpoint_changes (id, tenant_id, endpoint_id, change, changed_at, before, after, actor)
     select ${id}, ${own}, gen_random_uuid(), 'updated', ${at}, '{}', '{"enabled": true}', ${actor} from ${numbers}`,
    `insert into notifications.preference_changes (id, tenant_id, account_id, changed_at, before, after, actor)
     select ${id}, ${own}, ${rare(account ?? '', 'gen_random_uuid()')}, ${at}, '{}', '{"language": "de"}', ${actor} from ${numbers}`,
    `insert into analytics.accounts (account_id, tenant_id, currency, opened_at)
     select id, tenant_id, currency, created_at from ledger.accounts where kind = 'customer'`,
    `insert into analytics.account_months (account_id, month)
     select account_id, date_trunc('month', opened_at, 'UTC')::date from analytics.accounts`,
    `insert into analytics.account_hours (account_id, hour, tenant_id, currency, received_count, received, paid_count, paid,
       closing_version, closing_balance)
     select account, hour, ${tenant}, 'USD', 1, 1, 1, 1, n, n
     from (
       select n, ${hours} as hour,
         case when n % 4 = 0 then ${account} else (select id from numbered where numbered.n = series.n * 10 / 11) end as account
       from generate_series(1, ${rows}) as series (n)) as spread where account is not null on conflict do nothing`,
    `insert into analytics.hourly (tenant_id, currency, hour, type, count, volume, failed_count)
     select ${own}, case n % 2 when 0 then 'EUR' else 'USD' end, ${hours}, case n / 2 % 2 when 0 then 'credit' else 'debit' end,
       1, 1, 1 from ${numbers}`,
    `insert into analytics.hourly_failures (tenant_id, currency, hour, type, code, count)
     select tenant_id, currency, hour, type, 'insufficient_funds', 1 from analytics.hourly`,
    `insert into analytics.hourly_account_changes (tenant_id, currency, hour, change, count)
     select distinct tenant_id, currency, hour, 'opened', 1 from analytics.hourly`,
    `insert into analytics.daily_accounts (tenant_id, currency, day, active)
     select distinct tenant_id, currency, hour::date, 1 from analytics.hourly`,
  ];
}

/**
 * Fills every table that a list reads, as the administrator and without triggers and references: the rows are many, as old as
 * they would be, and spread as they would be, but they need not agree. Updates the statistics.
 */
export async function fillTables(database: Database, tenantIds: FilledTenant): Promise<void> {
  await database.unitOfWork(async (em) => {
    const run = (sql: string) => em.getConnection().execute(sql, [], 'run', em.getTransactionContext());
    await run(`set local session_replication_role = 'replica'`);
    for (const statement of statementsOf(tenantIds)) await run(statement);
  });
  await database.query('vacuum analyze', []);
}
