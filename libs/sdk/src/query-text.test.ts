import { expect, test } from '@jest/globals';
import { queryText } from './query-text.ts';

test('a query repeats the name of a list, adds the keys of an object, and omits undefined values', () => {
  const query = {
    status: ['held', 'captured'],
    metadata: { order: '4711' },
    limit: 5,
    type: [],
    at: undefined,
  };
  expect(decodeURIComponent(queryText(query))).toBe(
    'status=held&status=captured&metadata[order]=4711&limit=5',
  );
  expect(queryText({})).toBe('');
});

test('a query encodes special characters in names and values', () => {
  const text = queryText({ metadata: { 'a&b=c]#': 'd&e=f+ %' } });
  expect([...new URLSearchParams(text)]).toEqual([['metadata[a&b=c]#]', 'd&e=f+ %']]);
});
