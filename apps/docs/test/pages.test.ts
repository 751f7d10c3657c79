import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { addressOf, readSections, root } from '../build/pages.ts';
import { readReference, referenceText } from '../build/reference-text.ts';

const pages = readSections().flatMap((section) => section.pages);

describe('the pages', () => {
  test('are all files of their folders, each once, with a title and a first paragraph', () => {
    const files = ['guides', 'errors', 'events', 'operations', 'decisions'].flatMap((folder) =>
      readdirSync(join(root, 'docs', folder))
        .filter((name) => name.endsWith('.md'))
        .map((name) => `docs/${folder}/${name}`),
    );
    expect(pages.map(({ file }) => file)).toEqual(expect.arrayContaining(files));
    expect(new Set(pages.map(({ address }) => address)).size).toBe(pages.length);
    for (const { file, title, description } of pages)
      expect({ file, isThere: title !== '' && description !== '' }).toEqual({ file, isThere: true });
  });

  test('have the addresses that problems, the SDK and the console link to', () => {
    expect(addressOf('docs/errors/insufficient_funds.md')).toBe('errors/insufficient_funds');
    expect(addressOf('docs/errors/README.md')).toBe('errors');
    expect(addressOf('docs/events.md')).toBe('guides/events');
    expect(addressOf('libs/http/README.md')).toBeUndefined();
    expect(addressOf('openapi.yaml')).toBeUndefined();
  });

  test('are in the order of their index', () => {
    const guides = pages.filter(({ address }) => address.startsWith('guides')).map(({ address }) => address);
    expect(guides.slice(0, 3)).toEqual(['guides', 'guides/quick-start', 'guides/install']);
  });
});

describe('the reference as text', () => {
  const reference = readReference();

  test('has every operation once, at the anchor that Scalar gives it', () => {
    const entries = reference.tags.flatMap((tag) => tag.entries);
    expect(new Set(entries.map(({ operationId }) => operationId)).size).toBe(entries.length);
    expect(entries.find(({ operationId }) => operationId === 'debitAccount')?.anchor).toBe(
      'tag/transactions/POST/transactions/debit',
    );
    const text = referenceText(reference, false);
    for (const { method, path } of entries) expect(text).toContain(`\`${method} ${path}\``);
    expect(text).not.toContain('%{');
  });
});
