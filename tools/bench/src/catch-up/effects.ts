import { runParameterized, type Database } from '@florin/database';
import type { Sent } from './event-stream.ts';

export const consumerNames = ['fraud', 'notifications', 'analytics'] as const;
export type ConsumerName = (typeof consumerNames)[number];

type Totals = Record<string, string>;

/** The totals that a consumer's tables must contain, and the query that reads them. */
const effects: Record<ConsumerName, { sql: string; expected: (sent: Sent) => Totals }> = {
  fraud: {
    sql: `select count(*) filter (where outcome = 'completed')::text as completed,
                 count(*) filter (where outcome = 'failed')::text as failed,
                 count(*) filter (where outcome = 'held')::text as held from fraud.history`,
    expected: ({ completed, failed, placed }) => texts({ completed, failed, held: placed }),
  },
  notifications: {
    sql: `select (select count(*) from notifications.accounts)::text as accounts,
                 count(*) filter (where kind = 'transaction_completed')::text as completed,
                 count(*) filter (where kind = 'transaction_failed')::text as failed
            from notifications.notifications`,
    expected: ({ opened, completed, failed }) => texts({ accounts: opened, completed, failed }),
  },
  analytics: {
    sql: `select sum(volume) filter (where type <> 'hold')::text as volume,
                 sum(count) filter (where type = 'hold')::text as held,
                 sum(failed_count)::text as failed from analytics.hourly`,
    expected: ({ volume, placed, failed }) => texts({ volume, held: placed, failed }),
  },
};

/** Throws when a consumer's totals differ from those of the published events. */
export async function checkEffects(database: Database, name: ConsumerName, sent: Sent): Promise<void> {
  const { sql, expected } = effects[name];
  const rows = await database.read((em) => runParameterized<Totals>(em, sql, []));
  const [found, wanted] = [JSON.stringify(rows[0]), JSON.stringify(expected(sent))];
  if (found !== wanted) throw new Error(`${name} holds ${found}, sent was ${wanted}`);
}

const texts = (totals: Record<string, number | bigint>): Totals =>
  Object.fromEntries(Object.entries(totals).map(([name, total]) => [name, String(total)]));
