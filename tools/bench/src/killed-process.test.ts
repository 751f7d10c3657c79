import { expect, test } from '@jest/globals';
import { longestWaits } from './killed-process.ts';

test('a wait counts for its account, and as a wait after the kill when it ended after the kill', () => {
  const wait = (accountId: string, sinceMs: number, untilMs: number) => ({ accountId, sinceMs, untilMs });
  const waits = [
    wait('locked', 100, 140),
    wait('locked', 990, 3_000),
    wait('other', 980, 1_050),
    wait('other', 1_200, 1_210),
    wait('other', 300, 390),
  ];
  const kill = {
    accountIds: ['locked', 'other'],
    locked: new Set(['locked', 'elsewhere']),
    killedAtMs: 1_000,
  };
  expect(longestWaits(waits, kill)).toEqual({
    lockedAccounts: 1,
    otherAccounts: 1,
    lockedLongestMs: 2_010,
    othersLongestMs: 70,
    beforeLongestMs: 90,
  });
});
