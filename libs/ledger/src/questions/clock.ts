import type { Database } from '@florin/database';

const clock = `select (extract(epoch from clock_timestamp()) * 1000)::bigint as ms`;

/** The time by PostgreSQL's clock, which is the clock of the books. */
export async function readClock(database: Database): Promise<Date> {
  const [row] = await database.ask<{ ms: string }>(clock, []);
  return new Date(Number(row!.ms));
}
