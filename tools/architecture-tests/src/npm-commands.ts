import { written, type Check } from './repository.ts';

/** Commands with -w are excluded: they belong to the package.json of one package. */
const command =
  /\bnpm (?:run (?:-s |--silent )?([a-z][\w:-]*(?![\w:-]))|(start|test|stop|restart)\b)(?! (?:-w|--workspace))/g;

/** Every npm command in the pages exists. */
export const npmCommandsExist: Check = (repository) => {
  const { scripts } = JSON.parse(repository.read('package.json')) as { scripts: Record<string, string> };
  return written(repository, '.md').flatMap((page) => {
    const used = [...repository.read(page).matchAll(command)].map(([, run, short]) => run ?? short ?? '');
    return [...new Set(used)]
      .filter((name) => !(name in scripts))
      .map((name) => `${page}: names npm ${name}, which package.json does not have`);
  });
};
