import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './packages.ts';

/** One instruction of a Dockerfile, continued lines joined. */
export type Instruction = { name: string; text: string };

export function readDockerfile(path: string): Instruction[] {
  const lines = readFileSync(join(root, path), 'utf8')
    .replaceAll(/\\\n\s*/g, ' ')
    .split('\n');
  return lines
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => {
      const [name = '', ...rest] = line.split(' ');
      return { name, text: rest.join(' ').trim() };
    });
}

/** The paths that a Dockerfile copies from the build's context, as they are written. */
export function copiedPaths(instructions: Instruction[]): string[] {
  return instructions
    .filter(({ name, text }) => name === 'COPY' && !text.includes('--from='))
    .flatMap(({ text }) =>
      text
        .split(/\s+/)
        .filter((word) => !word.startsWith('--'))
        .slice(0, -1),
    );
}
