import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..', '..');

/** The pages that third parties follow word for word. */
export const pages = [
  'README.md',
  'libs/sdk/README.md',
  'docs/events.md',
  ...readdirSync(join(root, 'docs/guides'))
    .sort()
    .map((file) => `docs/guides/${file}`),
];

export const readPage = (path: string): string => readFileSync(join(root, path), 'utf8');

/** The sample projects of third parties. */
export const examples = {
  names: readdirSync(join(root, 'examples'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name),
  folder: (name: string): string => join(root, 'examples', name),
};
