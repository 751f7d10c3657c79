import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { NoPlace } from '@florin/service';
import { FairTurns, type Turn } from './fair-turns.ts';

const limits = { waitingMax: 1_000, waitMsMax: 2_000 };

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

/** Requests of a tenant, all at once, each of which ends a time after it has begun; without one they do not end. */
function enterMany(turns: FairTurns, party: string, count: number, { cost = 1, tookMs = Infinity } = {}) {
  let begun = 0;
  let refused = 0;
  const begin = (turn?: Turn) => {
    begun += 1;
    if (turn && tookMs < Infinity) setTimeout(turn.end, tookMs);
  };
  for (let n = 0; n < count; n++) {
    const turn = turns.enter(party, cost);
    if (turn === undefined) begin();
    else
      turn.begun.then(
        () => begin(turn),
        (error) => (refused += error instanceof NoPlace ? 1 : 0),
      );
  }
  return { begun: () => begun, refused: () => refused };
}

/** Makes a tenant take more than its share beside another. */
function makeActive(turns: FairTurns, party: string) {
  enterMany(turns, party, 500);
  enterMany(turns, 'small', 1);
}

describe('the requests of a tenant', () => {
  test('begin at once while it is the only one', () => {
    const turns = new FairTurns(limits);
    expect(enterMany(turns, 'a', 10_000).begun()).toBe(10_000);
  });

  test('wait while it takes more than its share beside another, which never waits', async () => {
    const turns = new FairTurns(limits);
    makeActive(turns, 'a');
    const more = enterMany(turns, 'a', 500, { tookMs: 20 });
    await jest.advanceTimersByTimeAsync(0);
    expect(more.begun()).toBe(32);
    for (let n = 0; n < 50; n++) expect(turns.enter('small', 1)).toBeUndefined();
    await jest.advanceTimersByTimeAsync(20);
    expect(more.begun()).toBe(64);
    await jest.advanceTimersByTimeAsync(400);
    expect(more.begun()).toBe(500);
  });

  test('do not slow down those of a tenant below its share, however slow the machine is', async () => {
    const turns = new FairTurns(limits);
    enterMany(turns, 'a', 500);
    let waited = 0;
    for (let second = 0; second < 10; second++) {
      enterMany(turns, 'a', 350, { tookMs: 80 });
      for (let n = 0; n < 50; n++) {
        if (turns.enter('small', 1) !== undefined) waited += 1;
        await jest.advanceTimersByTimeAsync(20);
      }
    }
    expect(waited).toBe(0);
  });

  test('begin at once again when the other has gone, those that wait too', async () => {
    const turns = new FairTurns({ ...limits, waitMsMax: 60_000 });
    makeActive(turns, 'a');
    const waiting = enterMany(turns, 'a', 1_000, { tookMs: 90 });
    await jest.advanceTimersByTimeAsync(2_000);
    expect(waiting.begun()).toBeLessThan(800);
    await jest.advanceTimersByTimeAsync(200);
    expect(waiting.begun()).toBe(1_000);
    expect(enterMany(turns, 'a', 500).begun()).toBe(500);
  });

  test('do not wait for one that takes long, such as one for a locked account', async () => {
    const turns = new FairTurns(limits);
    makeActive(turns, 'a');
    const more = enterMany(turns, 'a', 64);
    await jest.advanceTimersByTimeAsync(50);
    expect(more.begun()).toBe(32);
    await jest.advanceTimersByTimeAsync(100);
    expect(more.begun()).toBe(64);
  });

  test('are refused when they have waited for too long, or too many wait', async () => {
    const turns = new FairTurns({ waitingMax: 300, waitMsMax: 50 });
    makeActive(turns, 'a');
    const more = enterMany(turns, 'a', 332);
    expect(() => turns.enter('a', 1)).toThrow(NoPlace);
    await jest.advanceTimersByTimeAsync(60);
    expect([more.begun(), more.refused()]).toEqual([32, 300]);
  });

  test('that are large wait when very much runs already, also while it is the only one', async () => {
    const turns = new FairTurns(limits);
    const pages = enterMany(turns, 'a', 100, { cost: 25, tookMs: 60 });
    await jest.advanceTimersByTimeAsync(0);
    expect(pages.begun()).toBe(40);
    await jest.advanceTimersByTimeAsync(130);
    expect(pages.begun()).toBe(100);
    expect(enterMany(turns, 'small', 10).begun()).toBe(10);
  });

  test('that are large run one after the other, with a rest in between', async () => {
    const turns = new FairTurns(limits);
    makeActive(turns, 'a');
    const large = enterMany(turns, 'a', 10, { cost: 400, tookMs: 50 });
    // The rest is 50 ms.
    await jest.advanceTimersByTimeAsync(90);
    expect(large.begun()).toBe(1);
    await jest.advanceTimersByTimeAsync(200);
    expect(large.begun()).toBe(3);
    await jest.advanceTimersByTimeAsync(700);
    expect(large.begun()).toBe(10);
  });

  test('of two tenants that both take too much begin in turn', async () => {
    const turns = new FairTurns(limits);
    for (const party of ['a', 'b']) enterMany(turns, party, 500);
    enterMany(turns, 'small', 1);
    const [a, b] = [enterMany(turns, 'a', 900, { tookMs: 50 }), enterMany(turns, 'b', 900, { tookMs: 50 })];
    await jest.advanceTimersByTimeAsync(1_000);
    expect(a.begun() + b.begun()).toBeGreaterThan(600);
    // The first ones of `a` begin before `b` is there.
    expect(Math.abs(a.begun() - b.begun())).toBeLessThan(40);
  });
});
