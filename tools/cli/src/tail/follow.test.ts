import { ConnectionError, type Transaction } from '@florin/sdk';
import { describe, expect, test } from '@jest/globals';
import { follow, overlapMs } from './follow.ts';

const startMs = Date.parse('2026-11-23T09:00:00Z');
const at = (ms: number, id: string) =>
  ({
    id: `txn_${String(startMs + ms).padStart(16, '0')}${id}`,
    created_at: new Date(startMs + ms).toISOString(),
  }) as Transaction;

/** Each look sees the next of these; what `created_from` leaves out is left out, and the newest comes first. */
async function reported(looks: (Transaction[] | Error)[]): Promise<{ ids: string[]; away: number }> {
  const stop = new AbortController();
  let away = 0;
  let turn = 0;
  const ids: string[] = [];
  const transactions = follow({
    async *list({ created_from }) {
      const look = looks[turn]!;
      if (look instanceof Error) throw look;
      yield* look.filter(({ created_at }) => created_at >= created_from!).toReversed();
    },
    filters: {},
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

  test('each is told once, the oldest first, and nothing from before the begin', async () => {
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

  test('what was decided earlier and committed later is told all the same', async () => {
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

  test('long after, it is not told again', async () => {
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

  test('a bank that is away is told of once, and nothing is missed', async () => {
    const gone = new ConnectionError('gone', { code: 'connection_failed' });
    expect(await reported([[a], gone, gone, [a, b, c]])).toEqual({ ids: ['a', 'b', 'c'], away: 1 });
  });

  test('what does not pass ends it', async () => {
    await expect(reported([[a], new TypeError('a mistake')])).rejects.toThrow('a mistake');
  });
});
