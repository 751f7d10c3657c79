-- Under row security PostgreSQL compares the tenant first, and uses an index before that only for operators that are marked
-- leakproof. @> and LIKE are not, and only a superuser could mark a function. So these functions run as the owner, who is under
-- no tenant's policy. They return ids of the one tenant, and none unless the caller's work is for it. Null means that there are more
-- than `most`: a page of the newest is then found soon enough without the index. The plans are made for the given values,
-- because a prefix that is not known has no range in an index.

create function ledger.is_own(of_tenant uuid) returns boolean language sql stable set search_path = pg_catalog, pg_temp
return of_tenant = any (nullif(current_setting('florin.tenants', true), '')::uuid[]);

create function ledger.transactions_with_metadata(of_tenant uuid, wanted jsonb, most bigint) returns uuid[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
set enable_seqscan = off set enable_indexscan = off set plan_cache_mode = force_custom_plan as $$
declare
  ids uuid[];
begin
  if ledger.is_own(of_tenant) then
    ids := array(
      select id from ledger.transactions
      where tenant_id = of_tenant and metadata <> '{}' and metadata @> wanted limit most + 1
    );
  end if;
  return case when cardinality(ids) > most then null else coalesce(ids, '{}') end;
end $$;

create function ledger.accounts_with_metadata(of_tenant uuid, wanted jsonb, most bigint) returns uuid[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
set enable_seqscan = off set enable_indexscan = off set plan_cache_mode = force_custom_plan as $$
declare
  ids uuid[];
begin
  if ledger.is_own(of_tenant) then
    ids := array(
      select id from ledger.accounts
      where tenant_id = of_tenant and metadata <> '{}' and metadata @> wanted limit most + 1
    );
  end if;
  return case when cardinality(ids) > most then null else coalesce(ids, '{}') end;
end $$;

-- `prefix` is escaped for LIKE and ends with %.
create function ledger.accounts_named(of_tenant uuid, prefix text, most bigint) returns uuid[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
set enable_seqscan = off set plan_cache_mode = force_custom_plan as $$
declare
  ids uuid[];
begin
  if ledger.is_own(of_tenant) then
    ids := array(
      select id from ledger.accounts
      where tenant_id = of_tenant and name is not null and lower(name) like lower(prefix) limit most + 1
    );
  end if;
  return case when cardinality(ids) > most then null else coalesce(ids, '{}') end;
end $$;
