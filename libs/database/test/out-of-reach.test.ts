import { createTestDatabase, testServices } from '@florin/testing';
import { expect, test } from '@jest/globals';
import { once } from 'node:events';
import { connect as open, createServer } from 'node:net';
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

/** Passes on everything to the server of the URL, and cuts the connection of the first client that sends this text. */
async function cuttingProxy({ hostname: host, port }: URL, text: string) {
  let isCut = false;
  const proxy = createServer((client) => {
    const server = open({ host, port: Number(port) });
    client.on('data', (bytes) => {
      if (isCut || !bytes.includes(text)) return void server.write(bytes);
      isCut = true;
      client.destroy();
    });
    server.on('data', (bytes) => client.write(bytes));
    for (const socket of [client, server]) {
      socket.on('error', () => undefined);
      socket.on('close', () => void [client, server].map((each) => each.destroy()));
    }
  });
  await once(proxy.listen(0, '127.0.0.1'), 'listening');
  const address = proxy.address();
  const own = typeof address === 'object' ? address?.port : undefined;
  return { port: String(own), isCut: () => isCut, close: () => void proxy.close() };
}

test.each(['pg_advisory_xact_lock', 'create table sample.things', 'create schema'])(
  'a migration whose connection is cut at "%s" fails with one line, and the next one completes it',
  async (text) => {
    const fresh = await createTestDatabase('plain', async () => {});
    const url = new URL(fresh.url);
    const proxy = await cuttingProxy(url, text);
    const through = Object.assign(new URL(fresh.url), { port: proxy.port }).href;
    await expect(migrateAt(through)).rejects.toThrow(
      /^the connection to PostgreSQL at 127\.0\.0\.1:\d+\/\S+ was lost while the schema sample was migrated \(.+\): migrate again/,
    );
    expect(proxy.isCut()).toBe(true);
    expect(await migrateAt(through)).toEqual(['0001-things', '0002-more-things']);
    proxy.close();
    await fresh.drop();
  },
);
