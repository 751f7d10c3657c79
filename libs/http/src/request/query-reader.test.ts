import { describe, expect, test } from '@jest/globals';
import { createQueryReader } from './query-reader.ts';

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
  test('has numbers where the contract has them, and text everywhere else', () => {
    expect(plain('limit=10&reference=10')).toEqual({ limit: 10, reference: '10' });
    for (const limit of ['010', '1e3', '0x1', '1.0', '9'.repeat(16), '']) {
      expect(plain(`limit=${limit}`)).toEqual({ limit });
    }
  });

  test('has lists where the contract has them, also of one', () => {
    expect(plain('status=held')).toEqual({ status: ['held'] });
    expect(plain('status=held&limit=1&status=voided')).toEqual({ status: ['held', 'voided'], limit: 1 });
  });

  test('has objects key by key, whatever the keys are', () => {
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
  ])('that says something twice is refused with the name: %s', (query, name) => {
    expect(() => read(query)).toThrow(`query ${name}: stands more than once`);
  });

  test('cannot reach the prototype', () => {
    const values = read('__proto__=1&constructor=2&toString=3&metadata[__proto__]=4');
    expect(Object.keys(values)).toEqual(['__proto__', 'constructor', 'toString', 'metadata']);
    expect(Object.keys(values['metadata'] as object)).toEqual(['__proto__']);
    expect(({} as { x?: unknown }).x).toBeUndefined();
  });
});
