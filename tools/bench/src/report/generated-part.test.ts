import { expect, test } from '@jest/globals';
import { table, withGeneratedPart } from './generated-part.ts';

test('hand-written text stays, and generated text is replaced any number of times', () => {
  const document = 'before\n\n<!-- figures -->\n\nold\n\n<!-- /figures -->\n\nafter\n';
  const once = withGeneratedPart(document, 'figures', 'new');
  expect(once).toBe('before\n\n<!-- figures -->\n\nnew\n\n<!-- /figures -->\n\nafter\n');
  expect(withGeneratedPart(once, 'figures', 'new')).toBe(once);
});

test('a part that the document has no place for is an error', () => {
  expect(() => withGeneratedPart('<!-- /figures --> <!-- figures -->', 'figures', 'new')).toThrow('figures');
});

test('a table has a row a line, and no cell breaks out of it', () => {
  expect(table(['case', '/s'], [['a | b', '10']])).toBe('| case | /s |\n| --- | --: |\n| a \\| b | 10 |');
});
