import { expect, test } from '@jest/globals';
import { slopePerMinute } from './slope.ts';

test('memory that grows by 3 MB a minute has that slope, and memory that only fluctuates has none', () => {
  const minutes = Array.from({ length: 61 }, (_, index) => index / 60);
  expect(slopePerMinute(minutes.map((minute) => ({ minute, mb: 200 + 3 * minute })))).toBeCloseTo(3);
  const breathing = minutes.map((minute) => ({ minute, mb: 200 + 20 * Math.cos(minute * 12 * Math.PI) }));
  expect(Math.abs(slopePerMinute(breathing))).toBeLessThan(1);
});

test('one sample has no slope', () => {
  expect(slopePerMinute([{ minute: 1, mb: 200 }])).toBe(0);
});
