import { ConnectionError, type Transaction } from '@florin/sdk';
import { describe, expect, test } from '@jest/globals';
import { follow, overlapMs } from './follow.ts';

const startMs = Date.parse('2026-11-23T09:00:00Z');
const at = (ms: number, id: string) =>
  ({
    id: `txn_${String(startMs + ms).padStart(16, '0')}${id}`,
    created_at: new Date(startMs + ms).toISOString(),
  }) as Transaction;

/** Each request returns the next of these lists, filtered by `created_from`, the newest first. */
async function reported(looks: (Transaction[] | Error)[]): Promise<{ ids: string[]; away: number }> {
  const stop = new AbortController();
  let away = 0;
  let turn = 0;
  const ids: string[] = [];
  const transactions = follow({
    async *list({ created_from }) {
      const look = looks[turn]!;
      if (look instanceof Error) throw look;
      yield* look.filter(({ created_at }) => created_at >= created_from).toReversed();
    },
    sinceMs: startMs,
    everyMs: 1,
    onAway: () => (away += 1),
    async pause() {
      turn += 1;
      if (turn === looks.length) stop.abort();
    },
    stop: stop.signal,
  });
  for await (const { id } of transactions) ids.push(id.slice(20));
  return { ids, away };
}

describe('following the bank', () => {
  const [a, b, c] = [at(0, 'a'), at(500, 'b'), at(1_000, 'c')];

  test('each transaction is shown once, the oldest first, and none from before the start', async () => {
    expect(
      (
        await reported([
          [at(-1, 'z'), a],
          [a, b, c],
          [a, b, c],
        ])
      ).ids,
    ).toEqual(['a', 'b', 'c']);
  });

  test('a transaction that was decided earlier and committed later is still shown', async () => {
    const late = at(100, 'late');
    expect(
      (
        await reported([
          [a, c],
          [a, late, c],
        ])
      ).ids,
    ).toEqual(['a', 'c', 'late']);
  });

  test('it is not shown again much later', async () => {
    const later = at(overlapMs * 3, 'later');
    expect(
      (
        await reported([
          [a, later],
          [a, later],
          [a, later],
        ])
      ).ids,
    ).toEqual(['a', 'later']);
  });

  test('an unreachable bank is reported once, and no transaction is missed', async () => {
    const gone = new ConnectionError('gone', { code: 'connection_failed' });
    expect(await reported([[a], gone, gone, [a, b, c]])).toEqual({ ids: ['a', 'b', 'c'], away: 1 });
  });

  test('a permanent error ends it', async () => {
    await expect(reported([[a], new TypeError('a mistake')])).rejects.toThrow('a mistake');
  });
});
