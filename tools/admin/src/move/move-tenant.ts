import { runForOneRow, runParameterized, type Database, type UnitOfWork } from '@florin/database';
import { operatorActor } from '@florin/rules';
import type { FailpointName } from '@florin/service';
import { setTimeout as sleep } from 'node:timers/promises';
import { CannotDo } from '../command.ts';
import { differencesOf } from './compare-cells.ts';
import { analyzeCopies, copyRows, forgetCopies, markAsMove, type Copying } from './copy-rows.ts';

export type Failpoint = (line: FailpointName) => Promise<void> | undefined;

/** A move of one tenant. The connections are those of the owners of both databases. */
export type Move = Copying & {
  cell: string;
  operator: string;
  say: (line: string) => void;
  /** Leads the tenant's requests to the other cell, which serves them from this moment. */
  lead: () => Promise<void>;
};

/**
 * The first cell gives the tenant away within this time of refused writes, by PostgreSQL's clock, or not at all: a move that
 * dies refuses nothing after it. What is left of two seconds is for the other cell and the balancer.
 */
const closedMs = 1_500;
/** The last copy must fit into that time, with the check and the switch. */
const lastCopyMs = 400;
const outboxWithinMs = 700;
const copiesMost = 20;
const attemptsMost = 5;

const lockTenant = `select pg_advisory_xact_lock(hashtextextended('florin tenant move ' || $1::uuid, 0))`;

/**
 * Moves a tenant to another cell. The tenant reads and writes while its rows are copied; for the last copy its writes are
 * refused. Safe to repeat after a kill at any line: it goes on with what is there. At each moment one cell at most accepts
 * writes of the tenant. Resolves to how long writes were refused, in milliseconds; throws CannotDo, and the tenant then
 * stays where it is.
 */
export async function moveTenant(move: Move): Promise<number> {
  const { source, tenant, say, failpoint } = move;
  if ((await stateAtSource(move)) === 'moved') {
    say('the tenant has left already; the other cell opens it');
    await arrive(move);
    return 0;
  }
  await begin(move);
  await untilOlderWorkHasEnded(source);
  for (let attempt = 1; attempt <= attemptsMost; attempt++) {
    await copyUntilLittleIsLeft(move);
    await failpoint('move.after-copy');
    const beganAt = performance.now();
    const stays = await handOver(move).catch(async (error: unknown) => {
      await reopen(source, tenant);
      throw error;
    });
    if (stays === undefined) {
      await failpoint('move.after-leaving');
      await arrive(move);
      return Math.round(performance.now() - beganAt);
    }
    await reopen(source, tenant);
    say(`the tenant stays open: ${stays}`);
  }
  throw new CannotDo('The switch did not fit into its time. The tenant stays; repeat the command.');
}

async function stateAtSource({ source, tenant, cell }: Move): Promise<string | undefined> {
  const [known] = await source.query<{ state: string; cell: string }>(
    'select state, cell from ledger.tenant_moves where tenant_id = $1',
    [tenant],
  );
  if (known?.state === 'arriving') throw new CannotDo('The tenant arrives here and has not moved yet.');
  if (known && known.cell !== cell && known.state !== 'arrived')
    throw new CannotDo(`The tenant moves, or has moved, to the cell ${known.cell}.`);
  return known?.state;
}

/** The tenant exists at the other cell from now on, and nothing but the move writes there. */
async function begin({ source, target, tenant, cell }: Move): Promise<void> {
  const [row] = await source.query<{ row: string }>(
    'select to_jsonb(t)::text as row from ledger.tenants t where id = $1',
    [tenant],
  );
  if (!row) throw new CannotDo('There is no such tenant.');
  const [before] = await target.query<{ state: string | null }>(
    `select m.state from ledger.tenants t left join ledger.tenant_moves m on m.tenant_id = t.id where t.id = $1`,
    [tenant],
  );
  if (before && before.state !== 'arriving')
    throw new CannotDo('The tenant has been at that cell before, and its books there are of that time.');
  await target.unitOfWork(async (em) => {
    await markAsMove(em);
    await runParameterized(
      em,
      `insert into ledger.tenants select * from jsonb_populate_record(null::ledger.tenants, $1::jsonb) on conflict do nothing`,
      [row.row],
    );
    await recordMove(em, [tenant, cell, 'arriving']);
  });
  await source.unitOfWork((em) => recordMove(em, [tenant, cell, 'copying']));
}

async function recordMove(em: UnitOfWork, values: string[]): Promise<void> {
  for (const schema of ['ledger', 'access'])
    await runParameterized(
      em,
      `insert into ${schema}.tenant_moves as known (tenant_id, cell, state) values ($1, $2, $3)
       on conflict (tenant_id) do update set cell = excluded.cell, state = excluded.state where known.state = 'arrived'`,
      values,
    );
}

/** Units of work that began before the move was visible hold no lock for it. */
async function untilOlderWorkHasEnded(source: Database): Promise<void> {
  const current = 'select pg_current_xact_id()::text as xid';
  const { xid } = await source.unitOfWork((em) => runForOneRow<{ xid: string }>(em, current, []));
  const ended = 'select pg_snapshot_xmin(pg_current_snapshot()) > $1::xid8 as ended';
  for (const deadline = Date.now() + 60_000; ;) {
    const [row] = await source.query<{ ended: boolean }>(ended, [xid]);
    if (row?.ended) return;
    if (Date.now() > deadline)
      throw new CannotDo('A transaction has been open for a minute. Repeat the command.');
    await sleep(20);
  }
}

/** Copies what was written since the copy before, until a copy is short. */
async function copyUntilLittleIsLeft(move: Move): Promise<void> {
  for (let copies = 1; copies <= copiesMost; copies++) {
    const beganAt = performance.now();
    const before = await copyRows(move);
    const tookMs = Math.round(performance.now() - beganAt);
    move.say(`copy ${copies} took ${tookMs} ms`);
    if (before === undefined) await analyzeCopies(move);
    else if (tookMs < lastCopyMs) return;
  }
  throw new CannotDo('The tenant writes more than can be copied. Repeat the command at a quieter time.');
}

/** Resolves to why the tenant stays, or to nothing when it has left. */
async function handOver(move: Move): Promise<string | undefined> {
  const { source, target, tenant, failpoint, say } = move;
  const closed = await close(source, tenant);
  await failpoint('move.after-close');
  if (!(await isPublished(source, closed.lastOutboxRow))) return 'its events are not published yet';
  const before = await copyRows(move, { isLast: true });
  const differences = await differencesOf(source, target, tenant, before);
  if (differences.length > 0) {
    await forgetCopies(move);
    throw new CannotDo(`The copy differs, and the next one is of all rows:\n${differences.join('\n')}`);
  }
  say('both cells agree on trial balance, account versions and numbers of rows');
  await failpoint('move.before-leaving');
  return (await leave(move, closed.until)) ? undefined : 'the last copy took too long';
}

type Closed = { until: string; lastOutboxRow: string };

/** Waits for the units of work of the tenant that are under way, and refuses others until the moment that it resolves to. */
async function close(source: Database, tenant: string): Promise<Closed> {
  return source.unitOfWork(async (em) => {
    await runParameterized(em, lockTenant, [tenant]);
    for (const schema of ['ledger', 'access'])
      await runParameterized(
        em,
        `update ${schema}.tenant_moves set state = 'closed',
           closed_until = clock_timestamp() + interval '${closedMs} milliseconds'
         where tenant_id = $1 and state in ('copying', 'closed')`,
        [tenant],
      );
    const closed = `select closed_until::text as until, (select coalesce(max(id), 0)::text from ledger.outbox) as "lastOutboxRow"
      from ledger.tenant_moves where tenant_id = $1`;
    return runForOneRow<Closed>(em, closed, [tenant]);
  });
}

/** The other cell's events of an account must come after those of this one. */
async function isPublished(source: Database, lastRow: string): Promise<boolean> {
  const waiting = 'select from ledger.outbox where published_at is null and id <= $1 limit 1';
  for (const deadline = Date.now() + outboxWithinMs; Date.now() < deadline; await sleep(20))
    if ((await source.query(waiting, [lastRow])).length === 0) return true;
  return false;
}

/**
 * Gives the tenant away, unless its time is over, or another command has opened and closed it meanwhile. Writes that came
 * after that time hold the lock until their commit, so that this finds the time over, too.
 */
async function leave({ source, tenant, operator }: Move, closedUntil: string): Promise<boolean> {
  return source.unitOfWork(async (em) => {
    await runParameterized(em, lockTenant, [tenant]);
    const left = await runParameterized(
      em,
      `update ledger.tenant_moves set state = 'moved', moved_at = clock_timestamp(), moved_by = $2
       where tenant_id = $1 and state = 'closed' and closed_until = $3::timestamptz and closed_until > clock_timestamp()
       returning tenant_id`,
      [tenant, operatorActor(operator).id, closedUntil],
    );
    if (left.length === 0) return false;
    const keys = `update access.tenant_moves set state = 'moved', moved_at = clock_timestamp() where tenant_id = $1`;
    await runParameterized(em, keys, [tenant]);
    return true;
  });
}

async function reopen(source: Database, tenant: string): Promise<void> {
  await source.unitOfWork(async (em) => {
    await runParameterized(em, lockTenant, [tenant]);
    for (const schema of ['ledger', 'access'])
      await runParameterized(
        em,
        `update ${schema}.tenant_moves set state = 'copying', closed_until = null
         where tenant_id = $1 and state = 'closed'`,
        [tenant],
      );
  });
}

/** The other cell serves the tenant from now on, and the balancer leads it there. */
async function arrive({ source, target, tenant, failpoint, lead }: Move): Promise<void> {
  const left = `select moved_at::text as "leftAt", moved_by as "movedBy" from ledger.tenant_moves where tenant_id = $1`;
  const [known] = await source.query<{ leftAt: string; movedBy: string }>(left, [tenant]);
  await target.unitOfWork(async (em) => {
    await runParameterized(
      em,
      `update ledger.tenant_moves set state = 'arrived', arrived_at = $2, moved_at = clock_timestamp(), moved_by = $3
       where tenant_id = $1 and state = 'arriving'`,
      [tenant, known?.leftAt, known?.movedBy],
    );
    const keys = `delete from access.tenant_moves where tenant_id = $1 and state = 'arriving'`;
    await runParameterized(em, keys, [tenant]);
  });
  await failpoint('move.after-arriving');
  await lead();
}
