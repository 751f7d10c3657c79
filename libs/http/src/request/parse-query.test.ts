import { describe, expect, test } from '@jest/globals';
import { parseQuery } from './parse-query.ts';

describe('a query', () => {
  test('is read as forms write it', () => {
    expect(parseQuery('a=1&b=two+words&c=%C3%A9&d&e=&&f=a=b&a=2')).toEqual([
      ['a', '1'],
      ['b', 'two words'],
      ['c', 'é'],
      ['d', ''],
      ['e', ''],
      ['f', 'a=b'],
      ['a', '2'],
    ]);
  });

  test.each(['a=%', 'a=%zz', '%ff=1', 'a=%C3', 'a=%ED%A0%80'])(
    'with broken encoding is refused: %s',
    (text) => {
      expect(() => parseQuery(text)).toThrow('broken percent-encoding');
    },
  );
});
