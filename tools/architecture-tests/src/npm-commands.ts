import { written, type Check } from './repository.ts';

/** Not those with -w: they belong to one package's package.json. */
const command =
  /\bnpm (?:run (?:-s |--silent )?([a-z][\w:-]*(?![\w:-]))|(start|test|stop|restart)\b)(?! (?:-w|--workspace))/g;

/** Every npm command that the pages tell people to type is there. */
export const npmCommandsExist: Check = (repository) => {
  const { scripts } = JSON.parse(repository.read('package.json')) as { scripts: Record<string, string> };
  return written(repository, '.md').flatMap((page) => {
    const used = [...repository.read(page).matchAll(command)].map(([, run, short]) => run ?? short ?? '');
    return [...new Set(used)]
      .filter((name) => !(name in scripts))
      .map((name) => `${page}: tells to run npm ${name}, which package.json does not have`);
  });
};
