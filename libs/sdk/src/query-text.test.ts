import { expect, test } from '@jest/globals';
import { queryText } from './query-text.ts';

test('a query says lists name by name and objects key by key, and keeps quiet about what is not there', () => {
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

test('nothing in a name or a value can end it', () => {
  const text = queryText({ metadata: { 'a&b=c]#': 'd&e=f+ %' } });
  expect([...new URLSearchParams(text)]).toEqual([['metadata[a&b=c]#]', 'd&e=f+ %']]);
});
