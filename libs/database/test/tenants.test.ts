import { connect, newId, runParameterized, type Database } from '@florin/database';
import { createTestDatabase, itemAt, type TestDatabase } from '@florin/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';

let place: TestDatabase;
let database: Database;
const current = `select current_setting('florin.tenants', true) as tenants`;

beforeAll(async () => {
  place = await createTestDatabase('plain', async () => {});
  database = await connect({
    url: place.url,
    applicationName: 'test',
    poolSize: 2,
    connectTimeoutMs: 20_000,
  });
});
afterAll(async () => {
  await database.close();
  await place.drop();
});

type Row = { tenants: string | null };
const one = newId('tenant');
const two = newId('tenant');
const readIn = async (of: Database) =>
  itemAt(await of.read((unit) => runParameterized<Row>(unit, current, [])), 0).tenants;

test('the tenants of a read, a query and a unit of work hold for its statements and no longer', async () => {
  const both = database.of(one, two, one);
  const seen = await Promise.all([
    readIn(both),
    both.query<Row>(current, []).then(([row]) => row?.tenants),
    both.query<Row>(`${current} where $1::int > 0`, [1]).then(([row]) => row?.tenants),
    both.unitOfWork(async (unit) => {
      await runParameterized(unit, 'select 1', []);
      return itemAt(await runParameterized<Row>(unit, current, []), 0).tenants;
    }),
  ]);
  for (const tenants of seen) expect(tenants).toMatch(/^\{[0-9a-f-]{36},[0-9a-f-]{36}\}$/);
  for (let time = 0; time < 8; time++) expect((await readIn(database)) ?? '').toBe('');
});

test('work on one pool keeps its own tenants, however it waits for connections', async () => {
  const outcomes = await Promise.all(
    Array.from({ length: 200 }, async (_, index) => {
      const own = index % 3 === 0 ? database : database.of(index % 3 === 1 ? one : two);
      const wanted = index % 3 === 0 ? '' : await readIn(database.of(index % 3 === 1 ? one : two));
      const found =
        index % 2 === 0
          ? await readIn(own)
          : await own.query<Row>(current, []).then(([row]) => row?.tenants ?? null);
      return (found ?? '') === wanted;
    }),
  );
  expect(outcomes.filter((isRight) => !isRight)).toEqual([]);
});

test('a statement that fails leaves the connection and its prepared statements as they were', async () => {
  const narrow = await connect({
    url: place.url,
    applicationName: 'test',
    poolSize: 1,
    connectTimeoutMs: 20_000,
  });
  try {
    const own = narrow.of(one);
    for (const bad of ['select nothing from nowhere', 'select 1 / $1::int as never', 'selec']) {
      await expect(own.read((unit) => runParameterized(unit, bad, [0]))).rejects.toThrow();
      expect(await readIn(own)).toContain('{');
      expect((await readIn(narrow)) ?? '').toBe('');
    }
  } finally {
    await narrow.close();
  }
});
