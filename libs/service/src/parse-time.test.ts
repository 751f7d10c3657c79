import { expect, test } from '@jest/globals';
import { parseTime } from './parse-time.ts';

test.each([
  ['2027-01-31', '2027-01-31T00:00:00.000Z'],
  ['2028-02-29', '2028-02-29T00:00:00.000Z'],
  ['2026-11-22T10:00:00+01:00', '2026-11-22T09:00:00.000Z'],
])('%s is the time %s', (text, time) => expect(parseTime(text)?.toISOString()).toBe(time));

test.each(['2026-02-30', '2027-02-29T00:00:00Z', '2026-11-01T24:00:00Z', '2026-11-01T10:00:00', 'May', ''])(
  '%j is not a time',
  (text) => expect(parseTime(text)).toBeUndefined(),
);
