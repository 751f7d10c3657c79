import { createAuthority, startTlsPostgres, type PrivatePostgres } from '@florin/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { connect, runParameterized, type Database } from '../../src/index.ts';

const source = { schema: 'sample', directory: new URL('../migrations', import.meta.url) };
const authority = createAuthority();
const another = createAuthority();
let postgres: PrivatePostgres;
let elsewhere: PrivatePostgres;

beforeAll(async () => {
  postgres = await startTlsPostgres(authority, ['IP:127.0.0.1']);
  elsewhere = await startTlsPostgres(authority, ['DNS:localhost', 'DNS:db.internal']);
});
afterAll(async () => {
  await postgres?.stop();
  await elsewhere?.stop();
});

const databases: Database[] = [];
afterAll(async () => void (await Promise.all(databases.map((each) => each.close()))));

async function connectTo(url: string): Promise<Database> {
  const database = await connect({ url, applicationName: 'tls test' });
  databases.push(database);
  return database;
}

/** The URL with other TLS parameters. */
function withTls(url: string, parameters: Record<string, string>): string {
  const changed = new URL(url);
  changed.search = new URLSearchParams(parameters).toString();
  return changed.href;
}

describe('a database behind TLS', () => {
  test('is reached by all connections of a process, and every one of them is encrypted', async () => {
    const database = await connectTo(postgres.url);
    expect(await database.migrate(source)).not.toEqual([]);
    await database.ping();
    const stop = new AbortController();
    await database.whileLeader('tls test', stop.signal, async () => {
      const sessions = await database.read((em) =>
        runParameterized<{ application: string; ssl: boolean }>(
          em,
          `select application_name as application, ssl from pg_stat_activity join pg_stat_ssl using (pid)
            where backend_type = 'client backend'`,
          [],
        ),
      );
      expect(sessions.length).toBeGreaterThan(1);
      expect(sessions.filter(({ ssl }) => !ssl)).toEqual([]);
      stop.abort();
    });
  });

  test.each<[string, () => string, RegExp]>([
    [
      'of another authority',
      () => withTls(postgres.url, { sslmode: 'verify-full', sslrootcert: another.ca }),
      /cannot be used \(.*unable to verify the first certificate/,
    ],
    [
      'whose authority is not given',
      () => withTls(postgres.url, { sslmode: 'verify-full' }),
      /cannot be used \(.*unable to verify the first certificate/,
    ],
    [
      'of another host',
      () => elsewhere.url,
      /cannot be used \(.*altnames: IP: 127\.0\.0\.1 is not in the cert's list: /,
    ],
    [
      'that requires TLS, without it',
      () => withTls(postgres.url, {}),
      /cannot be used \(no pg_hba.conf entry for host .* no encryption\)/,
    ],
  ])('%s is refused in one line that names the address', async (_what, url, reason) => {
    const database = await connectTo(url());
    const failed = await database.migrate(source).catch((error: Error) => error);
    expect(failed).toMatchObject({ message: expect.stringMatching(reason) });
    expect((failed as Error).message).toMatch(
      /^PostgreSQL at 127\.0\.0\.1:\d+\/florin [^\n]+DATABASE_URL names it$/,
    );
    await expect(database.ping()).rejects.toThrow();
    await expect(database.read((em) => runParameterized(em, 'select 1', []))).rejects.toThrow();
  });

  test('whose certificate file is missing is refused at once', async () => {
    const url = withTls(postgres.url, { sslmode: 'verify-full', sslrootcert: '/nowhere/ca.pem' });
    await expect(connectTo(url)).rejects.toThrow("no such file or directory, open '/nowhere/ca.pem'");
  });
});
