import { expect, test } from '@jest/globals';
import { BrowserJournal } from './browser-journal.ts';

function memory() {
  const items = new Map<string, string>();
  return {
    getItem: (name: string) => items.get(name) ?? null,
    setItem: (name: string, text: string) => void items.set(name, text),
  };
}

const refused = (line: number) => [{ line, code: 'validation_failed', detail: 'No.' }];

test('the excluded lines of an import are still known after a reload, and those of no other import', () => {
  const storage = memory();
  expect(BrowserJournal.isBegun(storage, 'import-a')).toBe(false);
  const journal = new BrowserJournal(storage, 'import-a');
  expect(BrowserJournal.isBegun(storage, 'import-a')).toBe(true);
  journal.exclude({ chunk: 1, refused: refused(7) });
  journal.exclude({ chunk: 1, refused: refused(9) });
  journal.add({ chunk: 0, completed: 5, refused: [] });
  const again = new BrowserJournal(storage, 'import-a');
  expect(again.excludedOf(1)).toEqual([...refused(7), ...refused(9)]);
  expect([again.excludedOf(0), again.done.size]).toEqual([[], 0]);
  expect(new BrowserJournal(storage, 'import-b').excludedOf(1)).toEqual([]);
});

test('an import does not begin where its journal cannot be kept or read', () => {
  const full = {
    getItem: () => null,
    setItem: () => {
      throw new Error('full');
    },
  };
  expect(() => new BrowserJournal(full, 'import-a')).toThrow('full');
  const other = { getItem: () => '[7]', setItem: () => undefined };
  expect(() => new BrowserJournal(other, 'import-a')).toThrow('no readable journal');
});
