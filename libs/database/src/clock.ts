import { runParameterized } from './parameterized.ts';
import { prepared } from './prepared.ts';
import type { UnitOfWork } from './unit-of-work.ts';

/** PostgreSQL's time in milliseconds since 1970, read when it is evaluated and not when the unit of work began. */
export const clockMs = `floor(extract(epoch from clock_timestamp()) * 1000)::float8`;

const readTime = prepared(`select ${clockMs} as now where $1`);

/** The time by PostgreSQL's clock, which is the one clock of the books. One round trip. */
export async function readClock(unit: UnitOfWork): Promise<Date> {
  const [row] = await runParameterized<{ now: number }>(unit, readTime, [true]);
  return new Date(row!.now);
}
