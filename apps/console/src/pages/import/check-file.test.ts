import { MovementFileError } from '@florin/sdk/import';
import { expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { checkFile, type CheckOptions } from './check-file.ts';

const account = 'acct_01m819eke0e209k3gghyc4dkah';
const head = 'type,account_id,amount,effective_at';
const check = (text: string, options: Partial<CheckOptions> = {}) =>
  checkFile(Buffer.from(text), {
    nowMsFor: () => Date.parse('2026-11-30'),
    onProgress: () => undefined,
    signal: new AbortController().signal,
    currency: 'EUR',
    ...options,
  });

test('a file is known by the hash of its lines, and each line has its movement or its mistakes', async () => {
  const text = `${head}\ncredit,${account},1.00,\ncredit,${account},1.005,\n`;
  const { sha256, lines, mistakes } = await check(text);
  expect(sha256).toBe(createHash('sha256').update(text).digest('hex'));
  expect(lines.map(({ number, movement }) => [number, movement?.type])).toEqual([
    [2, 'credit'],
    [3, undefined],
  ]);
  expect(mistakes).toMatchObject([{ line: 3, column: 'amount', code: 'not_an_amount' }]);
});

test('the times of an import that has begun are left to the bank, so that it stays the same import', async () => {
  const text = `${head}\ncredit,${account},1.00,2026-12-24\n`;
  expect((await check(text)).mistakes).toMatchObject([{ code: 'in_future' }]);
  expect((await check(text, { nowMsFor: () => undefined })).mistakes).toEqual([]);
});

test('what is no file of movements is refused, and a check can be stopped', async () => {
  await expect(check('colour\nred\n')).rejects.toBeInstanceOf(MovementFileError);
  const text = `${head}\n${`credit,${account},1.00,\n`.repeat(2_000)}`;
  const stop = new AbortController();
  const seen: number[] = [];
  const onProgress = (done: number) => {
    seen.push(done);
    if (done === 1_000) stop.abort();
  };
  await expect(check(text, { onProgress, signal: stop.signal })).rejects.toMatchObject({
    name: 'AbortError',
  });
  expect(seen).toEqual([0, 500, 1_000]);
});
