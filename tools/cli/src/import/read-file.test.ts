import { chunksOf } from '@florin/sdk/import';
import { contractFlaws } from '@florin/sdk/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Journal, type ImportHead } from './journal.ts';
import { readMovementFile, type ReadOptions } from './read-file.ts';

const account = 'acct_01m819eke0e209k3gghyc4dkah';
let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'florin-import-'));
});
afterAll(() => rmSync(directory, { recursive: true }));

const flawsOf = (movement: object) => contractFlaws('BatchMovement', movement);
const readFile = (path: string, options: Partial<ReadOptions> = {}) =>
  readMovementFile(path, { flawsOf, ...options });

function file(text: string | Buffer): string {
  const path = join(directory, 'movements.csv');
  writeFileSync(path, text);
  return path;
}

describe('a file of movements', () => {
  test('lines are counted as an editor does: over empty ones, Windows line ends and breaks within cells', () => {
    const line = (words: string) => `credit,${account},1,${words}`;
    const text = `\ufefftype,account_id,amount_minor,description\r\n\r\n${line('"a\r\nb"')}\r\n${line('c')}\n\n${line('d')}`;
    expect(readFile(file(text)).lines.map(({ number }) => number)).toEqual([3, 5, 7]);
  });

  test('all mistakes are reported at once', () => {
    const text = `type,account_id,amount\ngift,,1\ncredit,${account},x\n`;
    const { errors, lines } = readFile(file(text), { currency: 'EUR' });
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
    expect(() => readFile(file(text))).toThrow(why);
  });

  const rows = [
    'type,account_id,amount_minor,description',
    `credit,${account},1,"Müller, Zürich"`,
    `debit,${account},2,`,
  ];
  const plain = `${rows.join('\n')}\n`;
  const description = (path: string, options?: Partial<ReadOptions>) =>
    readFile(path, options).lines.map(
      ({ movement }) => (movement as { description?: string }).description,
    )[0];

  test.each([
    ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${plain}`)],
    ['UTF-16', Buffer.from(`\ufeff${plain}`, 'utf16le')],
    ['UTF-16, the other way round', Buffer.from(`\ufeff${plain}`, 'utf16le').swap16()],
    ['UTF-16 without a mark', Buffer.from(plain, 'utf16le')],
    ['Windows line ends', Buffer.from(rows.join('\r\n'))],
    ['old Macintosh line ends', Buffer.from(`${rows.join('\r')}\r`)],
    ['empty lines and quotes', Buffer.from(plain.replace('debit', '\n"debit"'))],
    ['semicolons', Buffer.from(plain.replace(/,(?! )/g, ';'))],
    ['tabs', Buffer.from(plain.replace(/,(?! )/g, '\t'))],
    ['blanks around cells', Buffer.from(plain.replaceAll('credit', ' credit '))],
  ])('the same lines in %s are the same file', (_how, bytes) => {
    const { sha256, lines } = readFile(file(plain));
    const again = readFile(file(bytes));
    expect(again.sha256).toBe(sha256);
    expect(again.lines.map(({ movement }) => movement)).toEqual(lines.map(({ movement }) => movement));
  });

  test('one that is written plainly is known by the hash of its bytes, and other lines are another file', () => {
    const { sha256, bytesSha256 } = readFile(file(plain));
    expect(sha256).toBe(bytesSha256);
    expect(readFile(file(plain.replace(',2,', ',3,'))).sha256).not.toBe(sha256);
    // A cell that moves into the next column is another line, although the letters are the same.
    expect(readFile(file(plain.replace(',2,', ',,2'))).sha256).not.toBe(sha256);
  });

  test('letters that are not UTF-8 are never replaced: the line is named, and the encoding can be said', () => {
    const bytes = Buffer.from(plain, 'latin1');
    expect(() => readFile(file(bytes))).toThrow(
      'line 2, is not UTF-8. Say how it was written, such as --encoding',
    );
    expect(description(file(bytes), { encoding: 'windows-1252' })).toBe('Müller, Zürich');
    expect(readFile(file(bytes), { encoding: 'windows-1252' }).sha256).toBe(readFile(file(plain)).sha256);
    expect(() => readFile(file(bytes), { encoding: 'klingon' })).toThrow('--encoding klingon is not known');
    const marked = Buffer.from(`\ufeff${plain}`);
    expect(() => readFile(file(marked), { encoding: 'windows-1252' })).toThrow('leave out --encoding');
    expect(description(file(marked), { encoding: 'utf8' })).toBe('Müller, Zürich');
    expect(() => readFile(file(Buffer.from([0xff, 0xfe, 0x00, 0xd8, 0x41])))).toThrow('is not utf-16le');
  });

  test('its separator can be said, and is named where the head is not understood', () => {
    const colons = plain.replace(/,(?! )/g, ':');
    expect(() => readFile(file(colons))).toThrow('taken as separated by commas; --separator says another');
    expect(readFile(file(colons), { separator: ':' }).sha256).toBe(readFile(file(plain)).sha256);
  });

  test('chunks are bounded in number and in bytes, and always the same', () => {
    const text = `type,account_id,amount_minor,description\n${`credit,${account},1,${'x'.repeat(300)}\n`.repeat(3_000)}`;
    const { lines } = readFile(file(text));
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
