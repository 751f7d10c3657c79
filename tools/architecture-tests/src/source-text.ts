import { written, type Check } from './repository.ts';

const longestLines = 400;
/** In two halves, so that this file does not find itself. */
const putOff = new RegExp(`\\b(TO${'DO'}|FIX${'ME'}|X${'XX'})\\b`);
const sources = ['.ts', '.js', '.mjs', '.sql', '.yaml', '.yml', '.sh', 'Dockerfile'];
/** One document with one shape, which splitting would hide. */
const mayBeLong = new Set(['openapi.yaml', 'libs/sdk/released/openapi.yaml']);

/** Nothing is left for later in a comment: it is done, or an issue, or not needed. */
export const nothingIsPutOff: Check = (repository) =>
  written(repository, ...sources).flatMap((path) =>
    repository
      .read(path)
      .split('\n')
      .flatMap((line, index) =>
        putOff.test(line) ? [`${path}:${index + 1}: leaves something to be done`] : [],
      ),
  );

/** A file is short enough to be read in one go. TypeScript and JavaScript are counted by ESLint. */
export const filesAreShort: Check = (repository) =>
  written(repository, ...sources.filter((ending) => !/[tj]s$/.test(ending))).flatMap((path) => {
    const lines = repository.read(path).trimEnd().split('\n').length;
    return lines <= longestLines || mayBeLong.has(path)
      ? []
      : [`${path}: has ${lines} lines; ${longestLines} at most`];
  });
