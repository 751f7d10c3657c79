import { resolve } from 'node:path';

/** The root of the checkout this file lies in. */
export const repositoryRoot = resolve(import.meta.dirname, '../../..');

/** The Node 24 of the packages; children run on it, whatever the system's Node is. */
export const nodeBinary = process.execPath;

export function fromRoot(...segments: string[]): string {
  return resolve(repositoryRoot, ...segments);
}
