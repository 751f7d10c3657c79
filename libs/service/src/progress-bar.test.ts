import { expect, test } from '@jest/globals';
import { barOf, countLine, createProgressBar, createShareBar } from './progress-bar.ts';

test('a long command shows its progress in numbers and as a bar', () => {
  expect(`${barOf(0.25)} ${countLine(3_000, 12_000, 2, 'messages')}`).toBe(
    `[${'#'.repeat(7)}${'.'.repeat(23)}] 25 % 3,000 of 12,000 messages, 1,500 a second`,
  );
  expect(countLine(0, 0, 0, 'events')).toBe('0 of 0 events');
  // A share computed from times may be outside of 0 to 1.
  expect(barOf(1.2)).toBe(`[${'#'.repeat(30)}] 100 %`);
  expect(barOf(-0.2)).toBe(`[${'.'.repeat(30)}] 0 %`);
});

test('on a terminal the bar is overwritten in place, at most five times a second', () => {
  const written: string[] = [];
  const bar = createProgressBar({ isTTY: true, write: (text) => written.push(text) }, 'messages');
  for (let done = 1; done <= 1_000; done++) bar.show(done, 1_001);
  bar.show(1_001, 1_001);
  bar.end();
  expect(written.length).toBeLessThan(20);
  expect(written[0]).toMatch(/^\r\[/);
  expect(written.at(-2)).toContain('100 % 1,001 of 1,001');
  expect(written.at(-1)).toBe('\n');
});

test('without a terminal, progress is written as separate lines', () => {
  const written: string[] = [];
  const bar = createShareBar({ write: (text) => written.push(text) });
  for (let done = 1; done <= 10; done++) bar.show(done / 10, () => `${done} messages`);
  bar.end();
  expect(written).toHaveLength(2);
  expect(written.every((line) => line.endsWith('\n'))).toBe(true);
});
