import { written, type Check } from './repository.ts';

const longestLines = 400;
/** The words are in two halves, so that this file does not match itself. */
const putOff = new RegExp(`\\b(TO${'DO'}|FIX${'ME'}|X${'XX'})\\b`);
const sources = ['.ts', '.tsx', '.js', '.mjs', '.sql', '.yaml', '.yml', '.sh', 'Dockerfile'];
/** Single documents with a fixed structure, which splitting would hide. */
const mayBeLong = new Set(['openapi.yaml', 'libs/sdk/released/openapi.yaml']);

/** No comment leaves work for later: it is done, or an issue, or not needed. */
export const nothingIsPutOff: Check = (repository) =>
  written(repository, ...sources).flatMap((path) =>
    repository
      .read(path)
      .split('\n')
      .flatMap((line, index) =>
        putOff.test(line) ? [`${path}:${index + 1}: leaves something to be done`] : [],
      ),
  );

/** Limits the length of files. ESLint limits TypeScript and JavaScript. */
export const filesAreShort: Check = (repository) =>
  written(repository, ...sources.filter((ending) => !/[tj]s$/.test(ending))).flatMap((path) => {
    const lines = repository.read(path).trimEnd().split('\n').length;
    return lines <= longestLines || mayBeLong.has(path)
      ? []
      : [`${path}: has ${lines} lines; ${longestLines} at most`];
  });
