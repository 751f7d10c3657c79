import { describe, expect, test } from '@jest/globals';
import { compileSchema } from './contract/compile-schema.ts';
import { contract as whole } from './generated/contract.ts';

const contract = whole as { components: { schemas: Record<string, Record<string, unknown>> } };
const { Time, TimeZone } = contract.components.schemas;
const check = compileSchema(
  { type: 'object', properties: { at: Time, time_zone: TimeZone }, additionalProperties: false },
  'query',
);
/** The parameters as a handler receives them, or their errors. */
function read(given: Record<string, string>) {
  const flaws = check(given);
  return flaws ? flaws.map(({ pointer, message }) => `${pointer} ${message}`) : given['at'];
}

describe('a date without a time', () => {
  test('means its first moment in UTC', () => {
    expect(read({ at: '2026-11-01' })).toBe('2026-11-01T00:00:00.000Z');
    expect(read({ at: '2028-02-29' })).toBe('2028-02-29T00:00:00.000Z');
  });

  test.each([
    // `firstMomentOf` of the rules computes it; its test has the changes of clocks.
    ['2026-07-01', 'Europe/Berlin', '2026-06-30T22:00:00.000Z'],
    ['2026-11-01', 'Pacific/Kiritimati', '2026-10-31T10:00:00.000Z'],
  ])('%s in %s begins at %s', (at, time_zone, moment) => {
    expect(read({ at, time_zone })).toBe(moment);
    expect(read({ time_zone, at })).toBe(moment);
  });

  test('a time with an offset is the same in every zone', () => {
    const at = '2026-11-01T00:00:00+01:00';
    expect(read({ at, time_zone: 'Asia/Tokyo' })).toBe(at);
  });
});

describe('a time is refused', () => {
  test.each([
    ['2026-02-30', '/at must be a date that exists: February 2026 has 28 days'],
    ['2027-02-29T00:00:00Z', '/at must be a date that exists: February 2027 has 28 days'],
    ['2026-11-31T10:00:00Z', '/at must be a date that exists: November 2026 has 30 days'],
    ['2026-13-01', '/at must be a date that exists: there is no month 13'],
    ['2026-00-10', '/at must be a date that exists: there is no month 0'],
    ['2026-01-00', '/at must be a date that exists: January 2026 has 31 days'],
  ])('%s, once and with the reason', (at, flaw) => {
    expect(read({ at })).toEqual([flaw]);
    expect(read({ at, time_zone: 'Europe/Berlin' })).toEqual([flaw]);
  });

  test.each(['1 November', '2026-11', '2026-11-01T', '2026-11-01 00:00:00Z', '2026-11-01T00:00:00', ''])(
    '"%s", which is neither a date nor a time',
    (at) => expect(read({ at })).toEqual([expect.stringContaining('must be a time as in RFC 3339')]),
  );

  test.each(['Europe/Berlim', '+01:00', 'CET-', '../etc', 'Europe/Berlin/Mitte'])(
    'the zone "%s"',
    (time_zone) => {
      const flaw = '/time_zone must be an IANA time zone, such as Europe/Berlin';
      expect(read({ at: '2026-11-01', time_zone })).toEqual([flaw]);
    },
  );
});
