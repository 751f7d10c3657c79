import type { Database } from '@florin/database';

type Query = { sql: string };
type Client = { executeQuery(query: Query): Promise<{ rows: object[] }> };

/** Returns the same database, whose reads pass the plan of each statement to `onPlan` before they run it. */
export function explainReads(database: Database, onPlan: (plan: string) => void): Database {
  const read: Database['read'] = (work) =>
    database.read((em) => {
      const client = em.getKysely() as unknown as Client;
      const explaining: Client = {
        async executeQuery(query) {
          const explain = { ...query, sql: `explain (analyze, buffers) ${query.sql}` };
          const { rows } = await client.executeQuery(explain);
          onPlan(rows.map((row) => String(Object.values(row)[0])).join('\n'));
          return client.executeQuery(query);
        },
      };
      return work(replaced(em, 'getKysely', () => explaining as never));
    });
  return replaced(database, 'read', read);
}

function replaced<T extends object, Name extends keyof T>(target: T, name: Name, value: T[Name]): T {
  return new Proxy(target, {
    get(object, property) {
      if (property === name) return value;
      const found: unknown = Reflect.get(object, property, object);
      const bound: unknown = typeof found === 'function' ? found.bind(object) : found;
      return bound;
    },
  });
}
