/** Colours repeat what a text says. Nothing is shown by colour alone. */
export type Tone = 'good' | 'bad' | 'quiet' | 'strong';

export type Paint = (tone: Tone | undefined, text: string) => string;

const codes: Record<Tone, [number, number]> = {
  good: [32, 39],
  bad: [31, 39],
  quiet: [2, 22],
  strong: [1, 22],
};

/** Colours on a terminal, unless NO_COLOR is set (https://no-color.org). */
export function paintFor(stream: { isTTY?: boolean }, env: NodeJS.ProcessEnv): Paint {
  const isWanted = stream.isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
  if (!isWanted) return (_tone, text) => text;
  return (tone, text) => (tone ? `\u001b[${codes[tone][0]}m${text}\u001b[${codes[tone][1]}m` : text);
}
