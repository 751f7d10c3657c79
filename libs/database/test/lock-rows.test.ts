import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createTestDatabase, type TestDatabase, itemAt } from '@florin/testing';
import { defineEntity, p } from '@mikro-orm/core';
import {
  connect,
  idToUuid,
  JsonObject,
  lockRows,
  Moment,
  newId,
  readClock,
  runParameterized,
  TypedId,
  WholeNumber,
  type Database,
} from '../src/index.ts';

const ThingSchema = defineEntity({
  name: 'Thing',
  tableName: 'things',
  properties: {
    id: p.type(new TypedId('thing')).$type<string>().primary(),
    ownerId: p.type(new TypedId('owner')).$type<string>().nullable(),
    name: p.string().columnType('text').nullable(),
    amount: p.type(new WholeNumber()).$type<number>(),
    limit: p.type(new WholeNumber()).$type<number>().nullable(),
    isOpen: p.boolean(),
    day: p.date().$type<string>().nullable(),
    about: p.type(new JsonObject()).$type<Record<string, unknown>>().nullable(),
    at: p.type(new Moment()).$type<Date>(),
    until: p.type(new Moment()).$type<Date>().nullable(),
  },
});
class Thing extends ThingSchema.class {}
ThingSchema.setClass(Thing);

let place: TestDatabase;
let database: Database;
beforeAll(async () => {
  place = await createTestDatabase('lock-rows', async () => {});
  database = await connect({
    url: place.url,
    applicationName: 'test',
    entities: [Thing],
    connectTimeoutMs: 20_000,
  });
  await sql(`create table things (id uuid primary key, owner_id uuid, name text, amount bigint not null, "limit" bigint,
    is_open boolean not null, day date, about jsonb, at timestamptz not null, until timestamptz)`);
});
afterAll(async () => {
  await database.close();
  await place.drop();
});

const sql = <Row>(text: string, parameters: unknown[] = []) =>
  database.unitOfWork((em) => runParameterized<Row>(em, text, parameters));

const insert = `insert into things values
  ($1, $2, 'a "quoted" name\\ with more', 9007199254740991, -9007199254740991, true, '2026-11-23',
    '{"b": "2", "a": {"z": [1, null], "A": "ä"}}', '2026-11-23 10:00:00.123456+00', '2026-12-31 23:59:59+00'),
  ($3, null, null, 0, null, false, null, null, '0099-01-01 00:00:00+02', null)`;

/** A row with a value in every column, and one with null in every nullable column. */
async function twoThings(): Promise<[string, string]> {
  const [full, empty] = [newId('thing'), newId('thing')];
  await sql(insert, [idToUuid(full), idToUuid(newId('owner')), idToUuid(empty)]);
  return [full, empty];
}

const beganAt = 'select floor(extract(epoch from now()) * 1000)::float8 as ms where $1';

const plain = (things: readonly Thing[]) => things.map((thing) => ({ ...thing }));

/** The transaction that last wrote each row. */
const writers = () => sql<{ id: string; xmin: string }>('select id, xmin::text from things order by id');

describe('locked rows', () => {
  test("come with the time of PostgreSQL's clock, not the time when the unit of work began", async () => {
    const ids = (await twoThings()).map(idToUuid);
    await database.unitOfWork(async (em) => {
      const began = await runParameterized<{ ms: number }>(em, beganAt, [true]);
      await new Promise((resolve) => setTimeout(resolve, 20));
      const { now } = await lockRows(em, Thing, ids);
      const after = await readClock(em);
      expect(now!.getTime()).toBeGreaterThan(itemAt(began, 0).ms);
      expect(now!.getTime()).toBeLessThanOrEqual(after.getTime());
      expect((await lockRows(em, Thing, [idToUuid(newId('thing'))])).now).toBeUndefined();
    });
  });

  test('are the same entities that find returns', async () => {
    const ids = await twoThings();
    const found = await database.unitOfWork(async (em) =>
      plain(await em.find(Thing, { id: { $in: ids } }, { orderBy: { id: 'asc' } })),
    );
    const locked = await database.unitOfWork(async (em) =>
      plain((await lockRows(em, Thing, ids.map(idToUuid))).entities),
    );
    expect(locked).toEqual(found);
    expect(locked[0]).toMatchObject({
      id: ids[0],
      name: 'a "quoted" name\\ with more',
      amount: Number.MAX_SAFE_INTEGER,
      limit: Number.MIN_SAFE_INTEGER,
      isOpen: true,
      day: '2026-11-23',
      about: { a: { A: 'ä', z: [1, null] }, b: '2' },
      at: new Date('2026-11-23T10:00:00.123Z'),
      until: new Date('2026-12-31T23:59:59Z'),
    });
    expect(locked[1]).toMatchObject({ name: null, limit: null, at: new Date('0098-12-31T22:00:00Z') });
  });

  test('are the instances that find returns in the same unit of work', async () => {
    const [id] = await twoThings();
    await database.unitOfWork(async (em) => {
      const [locked] = (await lockRows(em, Thing, [idToUuid(id)])).entities;
      expect(await em.findOne(Thing, { id })).toBe(locked);
    });
  });

  test.each(['lockRows', 'find'])('are not written when they are unchanged (%s)', async (method) => {
    const ids = await twoThings();
    const before = await writers();
    await database.unitOfWork(async (em) => {
      const things =
        method === 'find'
          ? await em.find(Thing, { id: { $in: ids } })
          : (await lockRows(em, Thing, ids.map(idToUuid))).entities;
      for (const thing of things) {
        thing.at = new Date(thing.at);
        if (thing.about) thing.about = structuredClone(thing.about);
      }
      expect(things).toHaveLength(2);
    });
    expect(await writers()).toEqual(before);
  });

  test('are written with their changed columns only', async () => {
    const ids = await twoThings();
    await database.unitOfWork(async (em) => {
      const { entities: things } = await lockRows(em, Thing, ids.map(idToUuid));
      // Changed past the lock by another session: columns that this unit of work does not change keep its values.
      await runParameterized(em, `update things set name = 'theirs' where id = $1`, [idToUuid(ids[0])]);
      for (const thing of things) {
        thing.amount = -5;
        thing.until = new Date('2030-01-02T03:04:05.678Z');
        thing.about = { __proto__: null, x: ['"', '\\', '{'] };
      }
    });
    const rows = await database.read(async (em) =>
      plain(await em.find(Thing, { id: { $in: ids } }, { orderBy: { id: 'asc' } })),
    );
    const changed = {
      amount: -5,
      until: new Date('2030-01-02T03:04:05.678Z'),
      about: { x: ['"', '\\', '{'] },
    };
    expect(rows).toMatchObject([
      { ...changed, name: 'theirs', limit: Number.MIN_SAFE_INTEGER },
      { ...changed, name: null },
    ]);
  });

  test('do not include rows that another session has locked or that do not exist', async () => {
    const ids = await twoThings();
    const keys = [...ids.map(idToUuid), idToUuid(newId('thing'))];
    await database.unitOfWork(async (em) => {
      await lockRows(em, Thing, keys.slice(0, 1));
      const others = await database.unitOfWork(async (other) =>
        plain((await lockRows(other, Thing, keys)).entities),
      );
      expect(others.map(({ id }) => id)).toEqual([ids[1]]);
    });
  });
});
