import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createPackedProject, type PackedProject } from '@florin/testing';

const readme = join(import.meta.dirname, '..', '..', '..', 'libs', 'sdk', 'README.md');

/** What the SDK depends on, and the types of Node that a TypeScript project has of its own. */
const furtherPackages = ['openapi-fetch', 'openapi-typescript-helpers', '@types/node', 'undici-types'];

/** A third party's project with the SDK. */
export const createSdkProject = (): PackedProject => createPackedProject(['sdk'], furtherPackages);

/** The TypeScript of the README's code blocks, in the order they stand. */
export function codeBlocks(): string[] {
  return [...readFileSync(readme, 'utf8').matchAll(/```ts\n(.*?)```/gs)].map((match) => match[1]!);
}
