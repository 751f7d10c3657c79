import { clockAheadMs } from '@florin/service';
import type { Database } from './database.ts';
import { runForOneRow } from './parameterized.ts';
import { prepared } from './prepared.ts';
import type { UnitOfWork } from './unit-of-work.ts';

/** PostgreSQL's time in milliseconds since 1970 when the expression is evaluated, not when the transaction began. */
export const clockMs = `floor(extract(epoch from clock_timestamp()) * 1000)::float8`;

const readTime = prepared(`select ${clockMs} as now where $1`);

/** The time of PostgreSQL's clock, which is the clock of the ledger. One round trip. */
export async function readClock(unit: UnitOfWork): Promise<Date> {
  const { now } = await runForOneRow<{ now: number }>(unit, readTime, [true]);
  return new Date(now);
}

/** Clocks that differ by more than this are not synchronised; those that are differ by milliseconds. */
export const clockOffsetMaxMs = 2_000;

/** How far PostgreSQL's clock is ahead of this process's, in milliseconds; the round trip's part of it is left out. */
export async function databaseClockAheadMs(database: Pick<Database, 'query'>): Promise<number> {
  const before = Date.now();
  const [row] = await database.query<{ now: number }>(`select ${clockMs} as now`, []);
  return clockAheadMs(row?.now ?? NaN, { before, after: Date.now() });
}
