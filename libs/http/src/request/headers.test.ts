import { describe, expect, test } from '@jest/globals';
import { ifMatchFrom, mediaTypeFor, plainIdempotencyKey, waitMsFrom } from './headers.ts';

test.each([
  ['k', 'k'],
  ['"k"', 'k'],
  ['"8e03978e-40d5-43e8-bc93-6894a57f9324"', '8e03978e-40d5-43e8-bc93-6894a57f9324'],
  ['"a\\"b\\\\c"', 'a"b\\c'],
  ['"a\\nb"', 'a\\nb'],
  ['"half', '"half'],
  ['half"', 'half"'],
  ['"', '"'],
  ['""', ''],
])('%s is the key %s', (sent, key) => {
  expect(plainIdempotencyKey(sent)).toBe(key);
});

describe('If-Match', () => {
  test.each([
    [undefined, undefined],
    ['*', undefined],
    [' * ', undefined],
    ['"2"', ['2']],
    ['"2", "3"', ['2', '3']],
    ['"2","3"', ['2', '3']],
    [' , "2" ,, "3",', ['2', '3']],
    ['W/"2"', []],
    ['W/"2", "3"', ['3']],
    ['""', ['']],
    ['"a,b"', ['a,b']],
    ['"W/2"', ['W/2']],
  ])('%j names %j', (header, tags) => {
    expect(ifMatchFrom(header)).toEqual(tags);
  });

  test.each(['', ' ', ',', '2', '"2', '2"', "'2'", '*, "2"', '"2" "3"', '"2"3', 'w/"2"', 'W/ "2"', '"a b"'])(
    '%j is malformed',
    (header) => {
      expect(() => ifMatchFrom(header)).toThrow(expect.objectContaining({ code: 'malformed_request' }));
    },
  );
});

test.each([
  [undefined, 2_000],
  ['wait=0', 0],
  ['wait=1', 1_000],
  ['wait="1"', 1_000],
  ['WAIT = 1', 1_000],
  ['respond-async, wait=1; foo=bar', 1_000],
  ['wait=100', 2_000],
  ['wait=999999999', 2_000],
  ['wait=-1', 2_000],
  ['wait=soon', 2_000],
  ['await=0', 2_000],
  ['wait=0.5', 2_000],
  ['', 2_000],
])('Prefer: %s waits %d ms for a busy account', (prefer, waitMs) => {
  expect(waitMsFrom(prefer)).toBe(waitMs);
});

const both = ['application/json', 'text/csv'];

test.each([
  [undefined, 'application/json'],
  ['*/*', 'application/json'],
  ['text/csv', 'text/csv'],
  ['TEXT/CSV; charset=utf-8', 'text/csv'],
  ['text/*', 'text/csv'],
  ['text/csv, application/json', 'application/json'],
  ['text/csv, application/json;q=0.9', 'text/csv'],
  ['text/csv;q=0.1, */*', 'application/json'],
  ['text/csv;q=0, */*;q=0.5', 'application/json'],
  ['application/json;q=0, */*', 'text/csv'],
  ['text/csv;q=nonsense', 'application/json'],
  ['image/png', 'application/json'],
  ['', 'application/json'],
])('of JSON and CSV, Accept: %s gets %s', (accept, expected) => {
  expect(mediaTypeFor(accept, both)).toBe(expected);
});

test('an operation with one media type answers in it', () => {
  expect(mediaTypeFor('text/csv', ['application/json'])).toBe('application/json');
});
