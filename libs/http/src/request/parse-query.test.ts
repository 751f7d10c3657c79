import { describe, expect, test } from '@jest/globals';
import { parseQuery } from './parse-query.ts';

describe('a query', () => {
  test('is read as forms write it', () => {
    expect({ ...parseQuery('a=1&b=two+words&c=%C3%A9&d&e=&&f=a=b') }).toEqual({
      a: '1',
      b: 'two words',
      c: 'é',
      d: '',
      e: '',
      f: 'a=b',
    });
  });

  test.each(['a=%', 'a=%zz', '%ff=1', 'a=%C3', 'a=%ED%A0%80'])(
    'with broken encoding is refused: %s',
    (text) => {
      expect(() => parseQuery(text)).toThrow('broken percent-encoding');
    },
  );

  test('that says something twice is refused with the names', () => {
    expect(() => parseQuery('limit=1&limit=2')).toThrow('query /limit: stands more than once');
    expect(() => parseQuery('limit=1&%6cimit=2')).toThrow('query /limit: stands more than once');
  });

  test('cannot reach the prototype', () => {
    const values = parseQuery('__proto__=1&constructor=2&toString=3');
    expect(Object.keys(values)).toEqual(['__proto__', 'constructor', 'toString']);
  });
});
