/** One fenced block of a page, with what the page says about its being run. */
export type CodeBlock = {
  language: string;
  /** The file that the reader makes of it: the second word after the fence. */
  file?: string;
  text: string;
  /** Where it begins in the page, for those who have to mend it. */
  line: number;
  /** Why nobody runs it here: `<!-- not run: the reason -->` before the fence. */
  notRun?: string;
};

const fence = /^(?:<!-- not run: ([^\n]+) -->\n\s*)?```(\w+)(?: (\S+))?\n([\s\S]*?)^```$/gm;

/** All blocks of a page, in order. A fence without a language is an error: nobody could say how to run it. */
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
