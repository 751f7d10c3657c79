import type { CodeBlock } from './code-blocks.ts';

/** Consecutive blocks of TypeScript or JavaScript that form one program. */
export type Program = { blocks: CodeBlock[]; extension: 'mts' | 'mjs'; text: string };

const mark = '\u0001';
const extensions: Record<string, Program['extension']> = { ts: 'mts', js: 'mjs' };

const isCode = ({ language, file }: CodeBlock): boolean => language in extensions && file === undefined;

/** A block with an import starts a program; one without continues the previous program. */
export function programsOf(blocks: readonly CodeBlock[]): Program[] {
  const groups: CodeBlock[][] = [];
  for (const block of blocks.filter((each) => isCode(each) && each.notRun === undefined)) {
    const current = groups.at(-1);
    if (/^import /m.test(block.text) || !current) groups.push([block]);
    else current.push(block);
  }
  return groups.map((group) => ({
    blocks: group,
    extension: extensions[group[0]?.language ?? ''] ?? 'mts',
    text: `${group.map(({ text }, index) => (index === 0 ? text : `console.log('${mark}');\n${text}`)).join('\n')}\nexport {};\n`,
  }));
}

/** The output of each block of a program. */
export function outputsOf(program: Program, printed: string): Map<CodeBlock, string[]> {
  const parts = printed.split(`${mark}\n`);
  return new Map(program.blocks.map((block, index) => [block, (parts[index] ?? '').split(/\r?\n/)]));
}
