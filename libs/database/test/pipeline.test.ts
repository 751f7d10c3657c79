import { createTestDatabase, itemAt, wireTo, type TestDatabase, type Wire } from '@florin/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  CommitOutcomeUnknown,
  connect,
  newId,
  parameterized,
  runParameterized,
  runTogether,
  sendWithNext,
  type Database,
  type UnitOfWork,
} from '../src/index.ts';

let place: TestDatabase;
let wire: Wire;
let database: Database;
beforeAll(async () => {
  place = await createTestDatabase('plain', async () => {});
  wire = await wireTo(place.url, 'never');
  database = await open(wire.url);
  await database.query('create table notes (id int primary key, text text not null)', []);
  await database.query('create table lines (note int references notes deferrable initially deferred)', []);
});
afterAll(async () => {
  await database.close();
  wire.close();
  await place.drop();
});

const open = (url: string) =>
  connect({ url, applicationName: 'test', poolSize: 1, connectTimeoutMs: 20_000 });
const insert = (id: number, text: string | null = 'a') =>
  parameterized('insert into notes values ($1, $2)', [id, text]);
const ids = async () =>
  (await database.query<{ id: number }>('select id from notes order by id', [])).map(({ id }) => id);
const one = (unit: UnitOfWork) => runParameterized<{ one: number }>(unit, 'select $1::int as one', [1]);

/** The round trips of one unit of work, or of a read, on a connection that is open. */
async function roundTrips(work: () => Promise<unknown>): Promise<number> {
  await database.ping();
  const before = wire.roundTrips();
  await work();
  return wire.roundTrips() - before;
}

describe('a unit of work', () => {
  test('begins with its first statement, and sends nothing if there is none', async () => {
    expect(await roundTrips(() => database.unitOfWork(async () => {}))).toBe(0);
    const failing = () => database.unitOfWork(() => Promise.reject(new Error('not today'))).catch(() => {});
    expect(await roundTrips(failing)).toBe(0);
    const ofTenant = database.of(newId('tenant'));
    for (const each of [database, ofTenant]) {
      expect(await roundTrips(() => each.unitOfWork(one))).toBe(2);
      const twice = () => each.unitOfWork((unit) => runTogether(unit, [insert(1), insert(2)]));
      expect(await roundTrips(twice)).toBe(2);
      expect(await ids()).toEqual([1, 2]);
      await database.query('delete from notes', []);
    }
  });

  test('gets the rows of several statements that are sent together, in their order', async () => {
    const rows = await database.unitOfWork(async (unit) => {
      const texts = ['select 1 as a union all select 2', 'select $1::text as b', 'select where false'];
      const parameters = [[], ['two'], []];
      return runTogether(
        unit,
        texts.map((text, index) => parameterized(text, itemAt(parameters, index))),
      );
    });
    expect(rows).toEqual([[{ a: 1 }, { a: 2 }], [{ b: 'two' }], []]);
  });

  test('sends statements with its commit, or with the next one, which sees their effect', async () => {
    const write = () => database.unitOfWork((unit) => sendWithNext(unit, [insert(1), insert(2)]));
    expect(await roundTrips(write)).toBe(1);
    const seen = await database.unitOfWork(async (unit) => {
      await sendWithNext(unit, [insert(3)]);
      return runParameterized<{ count: number }>(unit, 'select count(*)::int as count from notes', []);
    });
    expect(seen).toEqual([{ count: 3 }]);
    await database.query('delete from notes', []);
  });

  test('is needed to keep statements: outside of it they are refused, and not forgotten', async () => {
    await expect(database.read((unit) => sendWithNext(unit, [insert(1)]))).rejects.toThrow(
      'unit of work only',
    );
    expect(await ids()).toEqual([]);
  });

  test('may begin with a text of several commands, which are all in it', async () => {
    const several = `insert into notes values (1, 'a'); insert into notes values (2, 'b');`;
    const failing = database.unitOfWork(async (unit) => {
      await runParameterized(unit, several, []);
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect(await ids()).toEqual([]);
  });

  test('writes nothing if it fails after statements were kept for its commit', async () => {
    const failing = database.unitOfWork(async (unit) => {
      await sendWithNext(unit, [insert(1)]);
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect(await ids()).toEqual([]);
    expect(await database.unitOfWork(one)).toEqual([{ one: 1 }]);
  });

  test.each([
    ['a constraint', [insert(1), insert(1)], { code: '23505' }],
    ['the last of them', [insert(1), insert(2, null)], { code: '23502' }],
    ['an expression', [insert(1), parameterized('select 1 / $1::int', [0])], { code: '22012' }],
    ['a value that cannot be sent', [insert(1), parameterized('select $1::text', [cyclic()])], {}],
    [
      'a constraint that is checked at the commit',
      [parameterized('insert into lines values ($1)', [9])],
      { code: '23503' },
    ],
  ])(
    'that fails by %s with its commit has not written anything, and says so',
    async (_what, statements, error) => {
      const failure = await database
        .unitOfWork((unit) => sendWithNext(unit, statements))
        .catch((reason: unknown) => reason);
      expect(failure).toMatchObject(error);
      expect(failure).toBeInstanceOf(Error);
      expect(failure).not.toBeInstanceOf(CommitOutcomeUnknown);
      expect(await ids()).toEqual([]);
      expect(await database.query('select from lines', [])).toEqual([]);
      expect(await database.unitOfWork(one)).toEqual([{ one: 1 }]);
    },
  );

  test('does not report success when one of its statements failed and its error was dropped', async () => {
    const dropping = database.unitOfWork(async (unit) => {
      await runParameterized(unit, 'insert into notes values ($1, $2)', [1, 'a']);
      await runParameterized(unit, 'insert into notes values ($1, $2)', [1, 'a']).catch(() => {});
    });
    await expect(dropping).rejects.toThrow('rolled back');
    expect(await ids()).toEqual([]);
  });

  test.each(['after', 'before'] as const)(
    'whose connection breaks %s its only message has an unknown outcome',
    async (when) => {
      const breaking = await wireTo(place.url, when);
      const other = await open(breaking.url);
      const outcome = await other
        .unitOfWork((unit) => sendWithNext(unit, [insert(7)]))
        .catch((reason: unknown) => reason);
      expect(outcome).toBeInstanceOf(CommitOutcomeUnknown);
      expect(await ids()).toEqual(when === 'after' ? [7] : []);
      await database.query('delete from notes', []);
      await other.close();
      breaking.close();
    },
  );
});

/** A value that JSON cannot express. */
function cyclic(): object {
  const value: { self?: object } = {};
  value.self = value;
  return value;
}
