import { resolve } from 'node:path';

/** The root of this checkout. */
export const repositoryRoot = resolve(import.meta.dirname, '../../..');

/** The Node 24 that the packages bring. Child processes run on it, whatever the system's Node is. */
export const nodeBinary = process.execPath;

export function fromRoot(...segments: string[]): string {
  return resolve(repositoryRoot, ...segments);
}
