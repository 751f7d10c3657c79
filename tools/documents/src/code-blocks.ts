/** One fenced block of a page, and how the page says to run it. */
export type CodeBlock = {
  language: string;
  /** The file that the reader saves it as: the second word after the fence. */
  file?: string;
  text: string;
  /** The line of the page where it begins. */
  line: number;
  /** The reason for not running it: `<!-- not run: the reason -->` before the fence. */
  notRun?: string;
};

const fence = /^(?:<!-- not run: ([^\n]+) -->\n\s*)?```(\w+)(?: (\S+))?\n([\s\S]*?)^```$/gm;

/** All blocks of a page, in order. A fence without a language is an error, because it cannot be run. */
export function codeBlocks(page: string): CodeBlock[] {
  const blocks = [...page.matchAll(fence)].map((match) => {
    const [, notRun, language = '', file, text = ''] = match;
    const line = page.slice(0, match.index).split('\n').length;
    return { language, text, line, ...(file ? { file } : {}), ...(notRun ? { notRun } : {}) };
  });
  const fences = page.match(/^```/gm)?.length ?? 0;
  if (blocks.length * 2 !== fences) throw new Error('A fence has no language, or no end.');
  return blocks;
}
