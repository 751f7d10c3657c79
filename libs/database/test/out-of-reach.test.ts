import { createTestDatabase, testServices } from '@florin/testing';
import { expect, test } from '@jest/globals';
import { connect } from '../src/index.ts';

const source = { schema: 'sample', directory: new URL('./migrations', import.meta.url) };

async function migrateAt(url: string): Promise<string[]> {
  const database = await connect({ url, applicationName: 'test' });
  try {
    return await database.migrate(source);
  } finally {
    await database.close();
  }
}

const { databaseUrl } = testServices();
const there = new URL(databaseUrl);
const nobody = Object.assign(new URL(databaseUrl), { port: '1' });
const outsider = Object.assign(new URL(databaseUrl), { username: 'outsider' });

test.each([
  ['does not run', nobody, 'ECONNREFUSED'],
  ['does not know the user', outsider, '(authentication failed|does not exist)'],
])(
  'the error for a database that %s is one line with its address and what to check',
  async (_what, url, why) => {
    const failed = await migrateAt(url.href).catch((error: Error) => error.message);
    expect(failed).toMatch(
      new RegExp(
        `^PostgreSQL at ${url.host}${url.pathname} cannot be used \\(.*${why}.*\\): see that it runs, and that DATABASE_URL names it$`,
      ),
    );
    expect(failed).not.toContain(there.password);
  },
);

test('a mistyped name does not create an empty database', async () => {
  const fresh = await createTestDatabase('plain', async () => {});
  const mistyped = Object.assign(new URL(fresh.url), { pathname: `${new URL(fresh.url).pathname}x` });
  const missing = /database ".*x" does not exist/;
  await expect(migrateAt(mistyped.href)).rejects.toThrow(missing);
  // A query does not create one either.
  const database = await connect({ url: mistyped.href, applicationName: 'test' });
  await expect(database.ping()).rejects.toThrow(missing);
  await database.close();
  await expect(migrateAt(mistyped.href)).rejects.toThrow(missing);
  await fresh.drop();
});
