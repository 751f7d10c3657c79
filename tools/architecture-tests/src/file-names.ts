import { posix } from 'node:path';
import { written, type Check } from './repository.ts';

/** Names that say nothing about the content, alone or as a part of a longer name. */
const emptyNames =
  /^(common|shared|core|base|types|constants)$|(^|-)(utils?|helpers?|misc|impl|managers?)(-|$)/;
/** MikroORM's own term. */
const borrowed = new Set(['entity-manager']);
const kebabCase = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** Files and folders are in kebab-case and named after their content. */
export const filesSayWhatTheyHold: Check = (repository) =>
  written(repository, '.ts', '.tsx', '.js', '.mjs', '.sql').flatMap((path) => {
    const parts = [...posix.dirname(path).split('/'), posix.basename(path)].filter((part) => part !== '.');
    const stems = parts.map((part) => part.replace(/(\.(test|config|d))?\.\w+$/, ''));
    const empty = stems.filter((stem) => emptyNames.test(stem) && !borrowed.has(stem));
    const oddly = stems.filter((stem) => !kebabCase.test(stem));
    return [
      ...empty.map((stem) => `${path}: "${stem}" does not say what it holds`),
      ...oddly.map((stem) => `${path}: "${stem}" is not in kebab-case`),
    ];
  });
