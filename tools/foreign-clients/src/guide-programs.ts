import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const guide = join(import.meta.dirname, '..', '..', '..', 'docs/guides/other-languages.md');

/** A program of the guide for other languages, by the file name after its fence. */
export function guideProgram(file: string): string {
  const text = readFileSync(guide, 'utf8');
  const [, program] = new RegExp(`^\`\`\`\\w+ ${file}\n([\\s\\S]*?)^\`\`\`$`, 'm').exec(text) ?? [];
  if (program === undefined) throw new Error(`${guide} has no program ${file}.`);
  return program;
}

export const guideText = (): string => readFileSync(guide, 'utf8');
