import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chunksOf } from './chunks.ts';
import { Journal, type ImportHead } from './journal.ts';
import { readMovementFile } from './read-file.ts';

const account = 'acct_01m819eke0e209k3gghyc4dkah';
let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'florin-import-'));
});
afterAll(() => rmSync(directory, { recursive: true }));

function file(text: string): string {
  const path = join(directory, 'movements.csv');
  writeFileSync(path, text);
  return path;
}

describe('a file of movements', () => {
  test('lines are counted as an editor does: over empty ones, Windows line ends and breaks within cells', () => {
    const line = (words: string) => `credit,${account},1,${words}`;
    const text = `\ufefftype,account_id,amount_minor,description\r\n\r\n${line('"a\r\nb"')}\r\n${line('c')}\n\n${line('d')}`;
    expect(readMovementFile(file(text), {}).lines.map(({ number }) => number)).toEqual([3, 5, 7]);
  });

  test('everything that is wrong is told at once', () => {
    const text = `type,account_id,amount\ngift,,1\ncredit,${account},x\n`;
    const { errors, lines } = readMovementFile(file(text), { currency: 'EUR' });
    expect(lines).toEqual([]);
    expect(errors.map(({ line, column }) => `${line} ${column}`)).toEqual(['2 type', '3 amount']);
  });

  test.each([
    ['', 'is empty'],
    ['type,colour\n', 'colour'],
    ['type,type\n', 'twice'],
    ['account_id\n', 'lacks the column type'],
    ['type,account_id\ncredit\n', 'on line 2'],
    ['type,account_id\ncredit,"x\n', 'line 2'],
  ])('%j is no such file', (text, why) => {
    expect(() => readMovementFile(file(text), {})).toThrow(why);
  });

  test('chunks are bounded in number and in bytes, and always the same', () => {
    const text = `type,account_id,amount_minor,description\n${`credit,${account},1,${'x'.repeat(300)}\n`.repeat(3_000)}`;
    const { lines } = readMovementFile(file(text), {});
    expect(chunksOf(lines, 1_000)).toEqual(chunksOf(lines, 1_000));
    expect(chunksOf(lines, 1_000).length).toBe(3);
    const bulky = lines.map((line) => ({
      ...line,
      movement: { ...line.movement, reference: 'y'.repeat(2_000) },
    }));
    for (const chunk of chunksOf(bulky, 1_000)) {
      expect(JSON.stringify(chunk.lines.map(({ movement }) => movement)).length).toBeLessThan(1_000_000);
    }
    expect(chunksOf(bulky, 1_000).flatMap((chunk) => chunk.lines)).toEqual(bulky);
  });
});

describe('the journal of an import', () => {
  const head: ImportHead = { file_sha256: 'a', label: '', url: 'http://bank', chunk_size: 2 };
  const done = { chunk: 0, completed: 1, refused: [{ line: 3, code: 'insufficient_funds', detail: 'No.' }] };

  test('knows what was answered, and forgets half a line that a crash has left', () => {
    const path = join(directory, 'half.jsonl');
    const journal = new Journal(path, head);
    journal.add(done);
    journal.close();
    writeFileSync(path, '{"done":{"chunk":1,"compl', { flag: 'a' });
    const again = new Journal(path, head);
    expect([...again.done.values()]).toEqual([done]);
    again.exclude({ chunk: 1, refused: done.refused });
    again.close();
    const third = new Journal(path, head);
    expect(third.excludedOf(1)).toEqual(done.refused);
    third.close();
  });

  test.each([
    ['file_sha256', 'has changed'],
    ['url', 'http://bank'],
    ['chunk_size', '--chunk 2'],
    ['label', '--label'],
  ])('of another %s is not gone on with', (field, why) => {
    const path = join(directory, `${field}.jsonl`);
    new Journal(path, head).close();
    expect(() => new Journal(path, { ...head, [field]: 'other' })).toThrow(why);
  });
});
