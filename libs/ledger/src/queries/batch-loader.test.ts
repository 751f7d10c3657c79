import { describe, expect, test } from '@jest/globals';
import { newId, idToUuid } from '@florin/database';
import { BatchLoader, type Found } from './batch-loader.ts';

const tenantId = newId('tenant');
const [one, two] = [newId('acct'), newId('acct')];

/** Queries that are answered when the test says so, with the number of the query. */
function openQueries(answerWithinMs = 60_000) {
  const queries: { ids: readonly string[]; answer: () => void; fail: (error: Error) => void }[] = [];
  const together = new BatchLoader<number>((ids) => {
    const { promise, resolve, reject } = Promise.withResolvers<Found<number>[]>();
    const found = ids.map((id) => ({ tenantId: idToUuid(tenantId), id, answer: queries.length }));
    queries.push({ ids, answer: () => resolve(found), fail: reject });
    return promise;
  }, answerWithinMs);
  return { queries, ask: (id: string) => together.ask(tenantId, id) };
}

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('questions that are asked together', () => {
  test('are one query when they come in one turn, each id once', async () => {
    const { queries, ask } = openQueries();
    const requested = [ask(one), ask(two), ask(one)];
    await nextTurn();
    expect(queries.map(({ ids }) => ids)).toEqual([[idToUuid(one), idToUuid(two)]]);
    queries[0]!.answer();
    expect(await Promise.all(requested)).toEqual([0, 0, 0]);
  });

  test('are never answered by a query that had begun before they came', async () => {
    const { queries, ask } = openQueries();
    const before = ask(one);
    await nextTurn();
    const after = ask(one);
    queries[0]!.answer();
    expect(await before).toBe(0);
    await nextTurn();
    queries[1]!.answer();
    expect(await after).toBe(1);
  });

  test('wait for each other while two queries are under way, and go together then', async () => {
    const { queries, ask } = openQueries();
    const requested: Promise<number | undefined>[] = [];
    for (const id of [one, two, one, two, one]) {
      requested.push(ask(id));
      await nextTurn();
    }
    expect(queries).toHaveLength(2);
    queries[1]!.answer();
    await requested[1];
    await nextTurn();
    expect(queries[2]!.ids).toEqual([idToUuid(one), idToUuid(two)]);
    queries[0]!.answer();
    queries[2]!.answer();
    expect(await Promise.all(requested)).toEqual([0, 1, 2, 2, 2]);
  });

  test('all fail with the query that was theirs, and only with that', async () => {
    const { queries, ask } = openQueries();
    const failing = [ask(one), ask(two)].map((requested) => requested.catch((error: Error) => error.message));
    await nextTurn();
    const other = ask(one);
    await nextTurn();
    queries[0]!.fail(new Error('broken'));
    queries[1]!.answer();
    expect(await Promise.all(failing)).toEqual(['broken', 'broken']);
    expect(await other).toBe(1);
  });

  test('are told when the time is up, with those that wait behind them, and leave space for others', async () => {
    const { queries, ask } = openQueries(50);
    const requested: Promise<unknown>[] = [];
    for (const id of [one, two, one]) {
      requested.push(ask(id).catch(({ code }: { code: string }) => code));
      await nextTurn();
    }
    expect(await Promise.all(requested)).toEqual(Array(3).fill('overloaded'));
    expect(queries).toHaveLength(2);
    const next = ask(two);
    await nextTurn();
    queries[2]!.answer();
    expect(await next).toBe(2);
  });
});
