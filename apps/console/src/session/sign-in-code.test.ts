import { expect, test } from '@jest/globals';
import { codeIn } from './sign-in-code.ts';

test('a code is read from the fragment, and nothing else is taken for one', () => {
  const code = 'Zk3_8-abcdefghijklmnopqrstuvwxyz0123456789ABCDE';
  expect(codeIn(`code=${code}`)).toBe(code);
  expect(['', 'open', 'code=', 'code=short', `code=${code}&to=/x`].map(codeIn)).toEqual(
    Array(5).fill(undefined),
  );
});
