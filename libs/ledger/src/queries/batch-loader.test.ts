import { describe, expect, test } from '@jest/globals';
import { newId, idToUuid } from '@florin/database';
import { BatchLoader, type Found } from './batch-loader.ts';

const tenantId = newId('tenant');
const [one, two] = [newId('acct'), newId('acct')];

/** Queries that the test answers itself; a row's value is the number of its query. */
function openQueries(answerWithinMs = 60_000) {
  const queries: { ids: readonly string[]; answer: () => void; fail: (error: Error) => void }[] = [];
  const loader = new BatchLoader<number>((ids) => {
    const { promise, resolve, reject } = Promise.withResolvers<Found<number>[]>();
    const found = ids.map((id) => ({ tenantId: idToUuid(tenantId), id, value: queries.length }));
    queries.push({ ids, answer: () => resolve(found), fail: reject });
    return promise;
  }, answerWithinMs);
  return { queries, load: (id: string) => loader.load(tenantId, id) };
}

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('requests for single rows', () => {
  test('in the same turn of the event loop share a query, with each id once', async () => {
    const { queries, load } = openQueries();
    const requested = [load(one), load(two), load(one)];
    await nextTurn();
    expect(queries.map(({ ids }) => ids)).toEqual([[idToUuid(one), idToUuid(two)]]);
    queries[0]?.answer();
    expect(await Promise.all(requested)).toEqual([0, 0, 0]);
  });

  test('are never answered by a query that began before them', async () => {
    const { queries, load } = openQueries();
    const before = load(one);
    await nextTurn();
    const after = load(one);
    queries[0]?.answer();
    expect(await before).toBe(0);
    await nextTurn();
    queries[1]?.answer();
    expect(await after).toBe(1);
  });

  test('gather while two queries are under way, and then share the next one', async () => {
    const { queries, load } = openQueries();
    const requested: Promise<number | undefined>[] = [];
    for (const id of [one, two, one, two, one]) {
      requested.push(load(id));
      await nextTurn();
    }
    expect(queries).toHaveLength(2);
    queries[1]?.answer();
    await requested[1];
    await nextTurn();
    expect(queries[2]?.ids).toEqual([idToUuid(one), idToUuid(two)]);
    queries[0]?.answer();
    queries[2]?.answer();
    expect(await Promise.all(requested)).toEqual([0, 1, 2, 2, 2]);
  });

  test('fail when their own query fails, and only then', async () => {
    const { queries, load } = openQueries();
    const failing = [load(one), load(two)].map((requested) =>
      requested.catch((error: Error) => error.message),
    );
    await nextTurn();
    const other = load(one);
    await nextTurn();
    queries[0]?.fail(new Error('broken'));
    queries[1]?.answer();
    expect(await Promise.all(failing)).toEqual(['broken', 'broken']);
    expect(await other).toBe(1);
  });

  test('are refused at the time limit together with those that wait behind them, and later requests run again', async () => {
    const { queries, load } = openQueries(50);
    const requested: Promise<unknown>[] = [];
    for (const id of [one, two, one]) {
      requested.push(load(id).catch(({ code }: { code: string }) => code));
      await nextTurn();
    }
    expect(await Promise.all(requested)).toEqual(Array(3).fill('overloaded'));
    expect(queries).toHaveLength(2);
    const next = load(two);
    await nextTurn();
    queries[2]?.answer();
    expect(await next).toBe(2);
  });
});
