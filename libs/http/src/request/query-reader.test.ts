import { describe, expect, test } from '@jest/globals';
import { createQueryReader, parseQuery } from './query-reader.ts';

const parameter = (name: string, type: string) => ({
  name,
  in: 'query' as const,
  required: false,
  schema: { type },
});
const read = createQueryReader([
  parameter('limit', 'integer'),
  parameter('reference', 'string'),
  parameter('status', 'array'),
  parameter('metadata', 'object'),
]);
const plain = (query: string) => JSON.parse(JSON.stringify(read(query))) as unknown;

describe('a query', () => {
  test('has numbers according to the contract, and text otherwise', () => {
    expect(plain('limit=10&reference=10')).toEqual({ limit: 10, reference: '10' });
    for (const limit of ['010', '1e3', '0x1', '1.0', '9'.repeat(16), '']) {
      expect(plain(`limit=${limit}`)).toEqual({ limit });
    }
  });

  test('has lists according to the contract, also with one value', () => {
    expect(plain('status=held')).toEqual({ status: ['held'] });
    expect(plain('status=held&limit=1&status=voided')).toEqual({ status: ['held', 'voided'], limit: 1 });
  });

  test('has objects by key, with any keys', () => {
    expect(plain('metadata[order]=1&metadata%5Ba%5Db%5D=2&metadata[]=3')).toEqual({
      metadata: { order: '1', 'a]b': '2', '': '3' },
    });
    expect(plain('metadata=1&reference[x]=2')).toEqual({ metadata: '1', 'reference[x]': '2' });
  });

  test.each([
    ['limit=1&limit=2', '/limit'],
    ['limit=1&%6cimit=2', '/limit'],
    ['metadata[a]=1&metadata[a]=1', '/metadata/a'],
    ['metadata=1&metadata[a]=1', '/metadata/a'],
    ['metadata[a]=1&metadata=1', '/metadata'],
    ['unknown=1&unknown=2', '/unknown'],
  ])('with a repeated parameter is refused by name: %s', (query, name) => {
    expect(() => read(query)).toThrow(`query ${name}: stands more than once`);
  });

  test('cannot change the prototype', () => {
    const values = read('__proto__=1&constructor=2&toString=3&metadata[__proto__]=4');
    expect(Object.keys(values)).toEqual(['__proto__', 'constructor', 'toString', 'metadata']);
    expect(Object.keys(values['metadata'] as object)).toEqual(['__proto__']);
    expect(({} as { x?: unknown }).x).toBeUndefined();
  });
});

describe('a query', () => {
  test('is decoded like a form', () => {
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
