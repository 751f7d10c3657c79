import { posix } from 'node:path';
import { written, type Check, type Repository } from './repository.ts';

const codeSpan = /`([^`\n]+)`/g;
const link = /\[[^\]]*\]\(([^)\s]+)\)/g;
const fence = /^```[\s\S]*?^```/gm;
/** Created by a start or a build, so pages may name them although they are not committed. */
const madeLater =
  /^(\.local|dist|node_modules|coverage)(\/|$)|\/(dist|node_modules)(\/|$)|^credentials\.json$/;

/** Every path that Markdown names in `code` or links to exists. */
export const prosePathsExist: Check = (repository) => {
  const known = knownPaths(repository);
  return written(repository, '.md').flatMap((page) => {
    const text = repository.read(page).replaceAll(fence, '');
    const named = [...text.matchAll(codeSpan)]
      .map(([, span = '']) => span)
      .filter((span) => looksLikePath(span, known));
    const linked = [...text.matchAll(link)].map(([, target = '']) => target).filter(isOwnLink);
    return [
      ...named
        .filter((path) => !exists(path, known))
        .map((path) => `${page}: names ${path}, which is not there`),
      ...linked
        .filter((target) => !exists(resolveFrom(page, target), known))
        .map((target) => `${page}: links to ${target}, which is not there`),
    ];
  });
};

/** Files and folders. */
function knownPaths(repository: Repository): Set<string> {
  const known = new Set(repository.files);
  for (const file of repository.files) {
    for (let folder = posix.dirname(file); folder !== '.'; folder = posix.dirname(folder)) known.add(folder);
  }
  return known;
}

/** A path starts in a folder of the root, or is a file name with an ending that the root has. */
function looksLikePath(span: string, known: Set<string>): boolean {
  if (/[\s<>…{}()=,:|$]/.test(span) || span.startsWith('/') || madeLater.test(span)) return false;
  const [first = '', ...rest] = span.split('/');
  if (rest.length > 0) return known.has(first) && !first.includes('.');
  return /^[\w.-]+\.(md|ya?ml|json|js|mjs)$/.test(span);
}

function exists(path: string, known: Set<string>): boolean {
  const plain = path.replace(/\/$/, '');
  if (known.has(plain)) return true;
  if (!plain.includes('/')) return [...known].some((other) => posix.basename(other) === plain);
  if (!plain.includes('*')) return false;
  const pattern = new RegExp(
    `^${plain
      .replaceAll('.', '\\.')
      .replaceAll('**', '.+')
      .replaceAll(/(?<!\.)\*/g, '[^/]+')}$`,
  );
  return [...known].some((other) => pattern.test(other));
}

function isOwnLink(target: string): boolean {
  return !/^([a-z]+:|#|\/)/.test(target);
}

function resolveFrom(page: string, target: string): string {
  return posix.normalize(posix.join(posix.dirname(page), target.replace(/#.*$/, '')));
}
