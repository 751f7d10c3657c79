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
