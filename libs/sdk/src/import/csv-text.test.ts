import { expect, test } from '@jest/globals';
import { csvText } from './csv-text.ts';

test('cells with commas, quotes and line breaks survive', () => {
  expect(csvText([['a,b', 'say "hi"', 'two\nlines', null, 7]])).toBe(
    '"a,b","say ""hi""","two\nlines",,7\r\n',
  );
});

test('what a spreadsheet would run begins with an apostrophe; numbers stay numbers', () => {
  const cells = ['=1+1', '+1', '-1', '-1.50', '@SUM(A1)', '\tx', '-x'];
  expect(csvText([cells])).toBe("'=1+1,'+1,-1,-1.50,'@SUM(A1),'\tx,'-x\r\n");
});
