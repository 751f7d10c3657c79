import { describe, expect, test } from '@jest/globals';
import { parseMoment, parseMonth, parsePast } from './moment.ts';

describe('a time on the command line', () => {
  test.each([
    ['2026-11-01', '2026-11-01T00:00:00.000Z'],
    ['2028-02-29', '2028-02-29T00:00:00.000Z'],
    ['2026-11-01T06:30Z', '2026-11-01T06:30:00.000Z'],
    ['2026-11-01T06:30:05.25+01:00', '2026-11-01T05:30:05.250Z'],
    ['2026-03-01T00:00:00-23:59', '2026-03-01T23:59:00.000Z'],
  ])('%s is %s', (text, moment) => expect(parseMoment(text)).toBe(moment));

  test.each([
    ...['2026-02-30', '2026-02-29', '2026-04-31T10:00:00Z', '2026-13-01', '2026-00-10', '2026-01-00'],
    ...['2026-11-01T24:00:00Z', '2026-11-01T10:60:00Z', '2026-11-01T10:00:61Z', '2026-11-01T10:00:00+24:00'],
    ...['2026-11-01T10:00:00', '2026-11-1', '01.11.2026', 'yesterday', '', '2026-11-01T10:00:00ZT'],
  ])('%j is none', (text) => {
    expect(() => parseMoment(text)).toThrow('is not a time');
    expect(() => parsePast(text)).toThrow('is not a time');
  });

  test.each([
    ['7d', '2026-11-22T12:00:00.000Z'],
    ['90m', '2026-11-29T10:30:00.000Z'],
    ['2w', '2026-11-15T12:00:00.000Z'],
    ['2026-11-01', '2026-11-01T00:00:00.000Z'],
  ])('%s may be given as a time span before now', (text, moment) => {
    expect(parsePast(text, Date.parse('2026-11-29T12:00:00Z'))).toBe(moment);
  });

  test('a date or a month is passed on as it is where a time zone is given, and checked', () => {
    expect(parsePast('2026-11-01', 0, 'Europe/Berlin')).toBe('2026-11-01');
    expect(parsePast('2026-11-01T06:30Z', 0, 'Europe/Berlin')).toBe('2026-11-01T06:30:00.000Z');
    expect(() => parsePast('2026-02-30', 0, 'Europe/Berlin')).toThrow('is not in the calendar');
    expect(parseMonth('2026-12', 'Europe/Berlin')).toEqual({ from: '2026-12-01', to: '2027-01-01' });
  });

  test('a month has a number from 1 to 12', () => {
    expect(parseMonth('2026-12')).toEqual({
      from: '2026-12-01T00:00:00.000Z',
      to: '2027-01-01T00:00:00.000Z',
    });
    expect(() => parseMonth('2026-13')).toThrow('is not a month');
  });
});
