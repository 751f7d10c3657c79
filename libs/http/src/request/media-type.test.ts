import { expect, test } from '@jest/globals';
import { mediaTypeFor } from './media-type.ts';

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

test('an operation that has one form answers in it', () => {
  expect(mediaTypeFor('text/csv', ['application/json'])).toBe('application/json');
});
