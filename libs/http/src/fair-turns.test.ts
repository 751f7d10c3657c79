import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { NoPlace } from '@florin/service';
import { FairTurns } from './fair-turns.ts';

const limits = { waitingMax: 1_000, waitMsMax: 2_000 };
const measureLoop = performance.eventLoopUtilization.bind(performance);
/** The part of its time that the event loop is busy, as the class measures it. */
let busy = 0;

beforeEach(() => {
  jest.useFakeTimers();
  performance.eventLoopUtilization = () => ({ idle: 0, active: 0, utilization: busy });
});
afterEach(() => {
  jest.useRealTimers();
  performance.eventLoopUtilization = measureLoop;
  busy = 0;
});

/** Requests of a tenant, all at once. Resolves to how many have begun when it is called. */
function enterMany(turns: FairTurns, party: string, count: number, cost = 1) {
  let begun = 0;
  let refused = 0;
  for (let n = 0; n < count; n++) {
    const turn = turns.enter(party, cost);
    if (turn === undefined) begun += 1;
    else
      turn.then(
        () => (begun += 1),
        (error) => (refused += error instanceof NoPlace ? 1 : 0),
      );
  }
  return { begun: () => begun, refused: () => refused };
}

describe('the requests of a tenant', () => {
  test('begin at once while it is the only one', () => {
    const turns = new FairTurns(limits);
    expect(enterMany(turns, 'a', 10_000).begun()).toBe(10_000);
  });

  test('wait while it takes more than its share beside another, which never waits', async () => {
    const turns = new FairTurns(limits);
    enterMany(turns, 'a', 500);
    expect(turns.enter('b', 1)).toBeUndefined();
    const more = enterMany(turns, 'a', 500);
    expect(more.begun()).toBeLessThan(10);
    for (let n = 0; n < 50; n++) expect(turns.enter('b', 1)).toBeUndefined();
    // An event loop with time to spare carries all of them.
    await jest.advanceTimersByTimeAsync(1_000);
    expect(more.begun()).toBe(500);
  });

  test('begin at once again when the other has gone', () => {
    const turns = new FairTurns(limits);
    enterMany(turns, 'a', 500);
    enterMany(turns, 'b', 1);
    jest.advanceTimersByTime(2_500);
    expect(enterMany(turns, 'a', 500).begun()).toBe(500);
  });

  test('begin rarely while the event loop is busy, and never stop', async () => {
    const turns = new FairTurns(limits);
    enterMany(turns, 'a', 500);
    enterMany(turns, 'b', 1);
    busy = 1;
    const more = enterMany(turns, 'a', 900);
    await jest.advanceTimersByTimeAsync(1_000);
    const inFirstSecond = more.begun();
    expect(inFirstSecond).toBeLessThan(200);
    await jest.advanceTimersByTimeAsync(900);
    expect(more.begun()).toBeGreaterThan(inFirstSecond);
  });

  test('are refused when they have waited for too long, or too many wait', async () => {
    const turns = new FairTurns({ waitingMax: 300, waitMsMax: 500 });
    enterMany(turns, 'a', 500);
    enterMany(turns, 'b', 1);
    busy = 1;
    const begins = turns.enter('a', 1_000);
    expect(begins).toBeUndefined();
    const more = enterMany(turns, 'a', 300);
    expect(() => turns.enter('a', 1)).toThrow(NoPlace);
    await jest.advanceTimersByTimeAsync(600);
    expect(more.begun() + more.refused()).toBe(300);
    expect(more.refused()).toBeGreaterThan(200);
  });

  test('that are large are followed by a pause in proportion', async () => {
    const turns = new FairTurns(limits);
    enterMany(turns, 'a', 500);
    enterMany(turns, 'b', 1);
    const large = enterMany(turns, 'a', 20, 500);
    await jest.advanceTimersByTimeAsync(20);
    expect(large.begun()).toBe(1);
    await jest.advanceTimersByTimeAsync(1_900);
    expect(large.begun()).toBe(20);
  });

  test('of two tenants that both take too much begin in turn', async () => {
    const turns = new FairTurns(limits);
    enterMany(turns, 'a', 500);
    enterMany(turns, 'c', 1);
    busy = 1;
    const [a, b] = [enterMany(turns, 'a', 900), enterMany(turns, 'b', 900)];
    const before = { a: a.begun(), b: b.begun() };
    await jest.advanceTimersByTimeAsync(1_000);
    const [begunA, begunB] = [a.begun() - before.a, b.begun() - before.b];
    expect(begunB).toBeGreaterThan(10);
    expect(Math.abs(begunA - begunB)).toBeLessThan(20);
  });
});
