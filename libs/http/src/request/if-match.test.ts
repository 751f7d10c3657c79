import { describe, expect, test } from '@jest/globals';
import { ifMatchFrom } from './if-match.ts';

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
