import {
  clockMs,
  lowestUuidAt,
  runForOneRow,
  runParameterized,
  type Database,
  type UnitOfWork,
} from '@florin/database';
import { CannotDo } from '../command.ts';
import type { Failpoint } from './move-tenant.ts';
import { movedTables, type MovedTable } from './moved-tables.ts';

export type Copying = {
  source: Database;
  target: Database;
  /** The tenant's UUID, which stands in the text of a cursor. */
  tenant: string;
  failpoint: Failpoint;
};

/** A copy that was made: of all rows whose transactions are older than `until`, from a snapshot of the moment `atMs`. */
export type Copied = { until: string; atMs: number };

const rowsTogether = 1_000;
/**
 * Ids are made in the transaction that inserts their rows, at its time or later. The apps' statements end after 10 s, and a
 * transaction that does nothing after 3 s.
 */
const longestTransactionMs = 60_000;

/** The copy before: its row stays locked until this copy is committed, so that copies follow each other. */
const lastCopy = `
  select copied_until::text as until, (extract(epoch from copied_at) * 1000)::float8 as "atMs"
  from ledger.tenant_moves where tenant_id = $1 and state = 'arriving' for update`;
const rememberCopy = `
  update ledger.tenant_moves set copied_until = $2::xid8, copied_at = to_timestamp($3::float8 / 1000) where tenant_id = $1`;

/**
 * Copies the rows of the tenant that were written since the copy before, or all, from one snapshot and in one commit: the
 * books of the other cell balance at each moment. Resolves to the copy before, if there was one. Safe to repeat: a row that
 * is there already is left alone, or updated if it differs.
 */
export function copyRows(copying: Copying, { isLast = false } = {}): Promise<Copied | undefined> {
  const { source, target, tenant } = copying;
  return target.unitOfWork(
    async (to) => {
      await markAsMove(to);
      const [known] = await runParameterized<Partial<Copied>>(to, lastCopy, [tenant]);
      if (known === undefined) throw new CannotDo('The tenant does not arrive at the other cell any more.');
      const before = isCopied(known) ? known : undefined;
      const { until, atMs } = await source.unitOfWork(
        async (from) => {
          await runParameterized(from, 'set transaction isolation level repeatable read', []);
          const snapshot = `select pg_snapshot_xmin(pg_current_snapshot())::text as until, ${clockMs} as "atMs"`;
          const copied = await runForOneRow<Copied>(from, snapshot, []);
          for (const table of movedTables) await copyTable(copying, { from, to }, table, { before, isLast });
          return copied;
        },
        { attempts: 1 },
      );
      await runParameterized(to, rememberCopy, [tenant, until, atMs]);
      return before;
    },
    { attempts: 1 },
  );
}

const isCopied = (known: Partial<Copied>): known is Copied =>
  typeof known.until === 'string' && typeof known.atMs === 'number';

/** New tables have no statistics, without which the checks of a closed tenant would read all of its rows. */
export async function analyzeCopies({ target }: Copying): Promise<void> {
  for (const { name } of movedTables) await target.query(`analyze ${name}`, []);
}

/** The next copy is of all rows. */
export const forgetCopies = ({ target, tenant }: Copying): Promise<unknown> =>
  target.query(rememberCopy, [tenant, null, null]);

/** The triggers that check new work of the apps are not about what this unit of work writes. */
export async function markAsMove(unit: UnitOfWork): Promise<void> {
  await runParameterized(unit, `select set_config('florin.moving', 'on', true)`, []);
}

type Wanted = { before: Copied | undefined; isLast: boolean };

async function copyTable(
  { tenant, failpoint }: Copying,
  { from, to }: { from: UnitOfWork; to: UnitOfWork },
  table: MovedTable,
  wanted: Wanted,
): Promise<void> {
  const shape = await shapeOf(from, table);
  const insert = insertInto(table, shape);
  if (wanted.isLast && table.last !== undefined)
    await runParameterized(to, `delete from ${table.name} where tenant_id = $1 and ${table.last}`, [tenant]);
  await runParameterized(from, cursorOver(table, shape, tenant, wanted), []);
  for (;;) {
    const rows = await runParameterized<{ row: string }>(from, `fetch ${rowsTogether} from moved`, []);
    if (rows.length === 0) break;
    await runParameterized(to, insert, [`[${rows.map(({ row }) => row).join()}]`]);
    await failpoint('move.inside-copy');
  }
  await runParameterized(from, 'close moved', []);
}

type Shape = { columns: string[]; key: string[] };

async function shapeOf(unit: UnitOfWork, { name, without = [] }: MovedTable): Promise<Shape> {
  const { columns, key } = await runForOneRow<Shape>(
    unit,
    `select array_agg(a.attname::text order by a.attnum) as columns,
       coalesce(array_agg(a.attname::text order by a.attnum) filter (where a.attnum = any (i.indkey)), '{}') as key
     from pg_attribute a left join pg_index i on i.indrelid = a.attrelid and i.indisprimary
     where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''`,
    [name],
  );
  const isMoved = (column: string) => !without.includes(column);
  return { columns: columns.filter(isMoved), key: key.filter(isMoved) };
}

/** A row of a transaction older than `before` was copied then: xmin names the transaction that wrote it. */
function cursorOver(
  { name, last, nthOf, changedSince }: MovedTable,
  { columns, key }: Shape,
  tenant: string,
  { before, isLast }: Wanted,
): string {
  const written = before === undefined ? 'true' : `age(written_by) <= age('${before.until}'::xid8::xid)`;
  const late =
    last === undefined ? written : isLast ? `(${written} or ${last})` : `${written} and not (${last})`;
  const nth = nthOf === undefined ? '' : `, row_number() over (partition by ${nthOf} order by id) as nth, id`;
  const shown = nthOf === undefined ? columns : [...columns, 'nth'];
  const changed = before === undefined ? undefined : changedSince?.(tenant, lowestIdOf(before));
  return `declare moved no scroll cursor for
    select (select to_jsonb(moved) from (select ${shown.join()}) as moved)::text as row
    from (
      select ${columns.join()}, xmin as written_by${nth} from ${name}
      where tenant_id = '${tenant}' ${changed === undefined ? '' : `and ${changed}`}
    ) as rows
    where ${late} order by ${nthOf === undefined ? key.join() : 'id'}`;
}

/** The lowest id of a row that a copy at this moment may have missed. */
export const lowestIdOf = ({ atMs }: Copied): string => lowestUuidAt(new Date(atMs - longestTransactionMs));

function insertInto({ name, nthOf }: MovedTable, { columns, key }: Shape): string {
  const list = columns.join();
  if (nthOf !== undefined)
    return `
      insert into ${name} (${list})
      select ${columns.map((column) => `r.${column}`).join()}
      from jsonb_array_elements($1::jsonb) with ordinality as e (row, at),
        jsonb_populate_record(null::${name}, e.row) as r
      where (e.row ->> 'nth')::bigint > (select count(*) from ${name} as here where here.${nthOf} = r.${nthOf})
      order by e.at`;
  const rest = columns.filter((column) => !key.includes(column));
  const of = (row: string) => rest.map((column) => `${row}.${column}`).join();
  return `
    insert into ${name} as here (${list})
    select ${list} from jsonb_populate_recordset(null::${name}, $1::jsonb)
    on conflict (${key.join()}) do update set (${rest.join()}) = row(${of('excluded')})
    where (${of('here')}) is distinct from (${of('excluded')})`;
}
