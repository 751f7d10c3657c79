import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createTestDatabase, type TestDatabase, itemAt } from '@florin/testing';
import { defineEntity, p } from '@mikro-orm/core';
import { connect, newId, prepared, runParameterized, TypedId, type Database } from '../src/index.ts';

const Thing = defineEntity({
  name: 'Thing',
  tableName: 'things',
  properties: {
    id: p.type(new TypedId('thing')).$type<string>().primary(),
    ownerId: p.type(new TypedId('owner')).$type<string>().nullable(),
    name: p.text().nullable(),
    amount: p.bigint('number'),
    isOpen: p.boolean(),
    day: p.date().$type<string>().nullable(),
    about: p.json<Record<string, unknown>>().nullable(),
    at: p.datetime(),
  },
});
/** A key of two columns, which MikroORM updates itself. */
const Pair = defineEntity({
  name: 'Pair',
  tableName: 'pairs',
  properties: { a: p.integer().primary(), b: p.integer().primary(), value: p.text() },
});

let place: TestDatabase;
let database: Database;
beforeAll(async () => {
  place = await createTestDatabase('plain', async () => {});
  database = await connect({
    url: place.url,
    applicationName: 'test',
    entities: [Thing, Pair],
    poolSize: 1,
  });
  await sql(`create table things (id uuid primary key, owner_id uuid, name text, amount bigint not null,
    is_open boolean not null, day date, about jsonb, at timestamptz not null)`);
  await sql('create table pairs (a int, b int, value text, primary key (a, b))');
});
afterAll(async () => {
  await database.close();
  await place.drop();
});

const sql = <Row>(text: string, parameters: unknown[] = []) =>
  database.unitOfWork((em) => runParameterized<Row>(em, text, parameters));

type Initial = {
  id: string;
  ownerId: string | null;
  name: string | null;
  amount: number;
  isOpen: boolean;
  day: string | null;
  about: Record<string, unknown> | null;
  at: Date;
};

const initially = (index: number): Initial => ({
  id: newId('thing'),
  ownerId: newId('owner'),
  name: `thing ${index}`,
  amount: index,
  isOpen: true,
  day: '2026-11-23',
  about: { index },
  at: new Date('2026-11-23T10:00:00.123Z'),
});

async function open(count: number): Promise<Initial[]> {
  const things = Array.from({ length: count }, (_, index) => initially(index));
  await database.unitOfWork(async (em) => void (await em.insertMany(Thing, things)));
  return things;
}

/** Loads all rows, changes each in one unit of work, and compares the stored rows. */
async function changeAll(things: Initial[], changeOf: (index: number) => Partial<Initial>): Promise<void> {
  const where = { id: { $in: things.map(({ id }) => id) } };
  await database.unitOfWork(async (em) => {
    const byId = new Map((await em.find(Thing, where)).map((thing) => [thing.id, thing]));
    things.forEach(({ id }, index) => Object.assign(byId.get(id)!, changeOf(index)));
  });
  const now = await database.read((em) => em.find(Thing, where));
  const byId = new Map(now.map((thing) => [thing.id, { ...thing }]));
  expect(byId).toEqual(new Map(things.map((thing, index) => [thing.id, { ...thing, ...changeOf(index) }])));
}

/** The prepared statements on the only connection of the pool, and how often each ran. */
const preparedUpdates = () =>
  sql<{ text: string; runs: number }>(
    `select statement as text, (generic_plans + custom_plans)::int as runs
     from pg_prepared_statements where statement like 'update%things%' order by prepare_time`,
  );

test('changes of many rows in a unit of work are stored exactly', async () => {
  const changes: Partial<Initial>[] = [
    { name: `it's "quoted", {braced}, back\\slashed, NULL,\n and ünïcode 🏦` },
    { name: null, ownerId: null, day: null, about: null },
    { amount: Number.MAX_SAFE_INTEGER - 5, isOpen: false },
    { about: { text: `a 'quote', a "double", a \\ and {}`, list: [1, null, { deep: true }] } },
    { day: '1999-12-31', at: new Date('1999-12-31T23:59:59.999Z'), name: '' },
    { name: 'NULL', amount: -7 },
    {},
  ];
  await changeAll(await open(changes.length), (index) => itemAt(changes, index));
});

test('any number of rows with the same changed columns is one statement', async () => {
  const before = await preparedUpdates();
  const things = await open(700);
  await changeAll(things, (index) =>
    index % 7 === 0 ? { name: 'seventh' } : { amount: 9_000 + index, isOpen: false },
  );
  const now = await preparedUpdates();
  const ran = now.map(({ text, runs }) => ({
    text,
    runs: runs - (before.find((each) => each.text === text)?.runs ?? 0),
  }));
  expect(ran.filter(({ runs }) => runs > 0)).toEqual([
    { text: expect.stringContaining('set "name" = new."name" from'), runs: 1 },
    { text: expect.stringContaining('set "amount" = new."amount", "is_open" = new."is_open" from'), runs: 1 },
  ]);
});

test('an entity with a key of two columns is updated too', async () => {
  await database.unitOfWork(async (em) => {
    await em.insertMany(
      Pair,
      [1, 2, 3].map((b) => ({ a: 1, b, value: 'before' })),
    );
  });
  await database.unitOfWork(async (em) => {
    for (const pair of await em.find(Pair, { a: 1 })) pair.value = `after ${pair.b}`;
  });
  const values = await sql<{ value: string }>('select value from pairs order by b');
  expect(values.map(({ value }) => value)).toEqual(['after 1', 'after 2', 'after 3']);
});

test('a violated constraint is reported and rolls the unit of work back', async () => {
  const things = await open(2);
  await sql('alter table things add constraint things_named check (name is distinct from $$bad$$)');
  const refused = changeAll(things, () => ({ name: 'bad' }));
  await expect(refused).rejects.toMatchObject({ code: '23514' });
  await changeAll(things, () => ({}));
});

test('a prepared statement is parsed once per connection', async () => {
  const sum = prepared('select $1::int + $2::int as sum');
  const requested = [await sql(sum, [1, 2]), await sql(sum, [3, 4]), await database.query(sum, [5, 6])];
  expect(requested.flat()).toEqual([{ sum: 3 }, { sum: 7 }, { sum: 11 }]);
  expect(
    await sql(
      'select (generic_plans + custom_plans)::int as runs from pg_prepared_statements where statement = $1',
      [sum],
    ),
  ).toEqual([{ runs: 3 }]);
});
