import { describe, expect, test } from '@jest/globals';
import { delayBeforeMs, retryAfterMs } from './retry.ts';

describe('the wait before a retry', () => {
  test('is random, below a limit of half a second that doubles with each retry up to 8 s', () => {
    const longest = (retry: number) => Math.max(...Array.from({ length: 2_000 }, () => delayBeforeMs(retry)));
    const shortest = (retry: number) =>
      Math.min(...Array.from({ length: 2_000 }, () => delayBeforeMs(retry)));
    for (const [retry, limitMs] of [
      [1, 500],
      [2, 1_000],
      [5, 8_000],
      [50, 8_000],
    ] as const) {
      expect(longest(retry)).toBeLessThanOrEqual(limitMs);
      expect(longest(retry)).toBeGreaterThan(limitMs * 0.95);
      expect(shortest(retry)).toBeLessThan(limitMs * 0.05);
    }
  });

  test('is added to Retry-After, so that refused clients retry at different times', () => {
    const delays = Array.from({ length: 100 }, () => delayBeforeMs(1, new Headers({ 'retry-after': '2' })));
    expect(Math.min(...delays)).toBeGreaterThanOrEqual(2_000);
    expect(Math.max(...delays)).toBeLessThanOrEqual(2_500);
    expect(new Set(delays).size).toBeGreaterThan(50);
  });

  test('reads Retry-After as seconds and as a date', () => {
    const nowMs = Date.parse('2026-01-01T00:00:00Z');
    const at = (value: string) => retryAfterMs(new Headers({ 'retry-after': value }), nowMs);
    expect(at('3')).toBe(3_000);
    expect(at('Thu, 01 Jan 2026 00:00:07 GMT')).toBe(7_000);
    expect(at('Wed, 31 Dec 2025 23:59:00 GMT')).toBe(0);
    expect(at('soon')).toBeUndefined();
    expect(retryAfterMs(new Headers(), nowMs)).toBeUndefined();
  });
});
