/** Scripts and signs that take two places in a terminal. */
const wide =
  /\p{Script=Han}|\p{Script=Hangul}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Emoji_Presentation}/u;
const control = /\p{Cc}|\p{Cf}/gu;
const segmenter = new Intl.Segmenter();

/** How many places a text takes in a terminal. */
export function widthOf(text: string): number {
  let width = 0;
  for (const { segment } of segmenter.segment(text)) width += wide.test(segment) ? 2 : 1;
  return width;
}

/** Without what a terminal would obey: names and references come from anybody, and may try to paint over the screen. */
export function harmless(text: string): string {
  return text.replaceAll(control, '\u{FFFD}');
}

/** The text, or as much of it as fits with an ellipsis at the end. */
export function cutTo(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let cut = '';
  let taken = 1;
  for (const { segment } of segmenter.segment(text)) {
    taken += widthOf(segment);
    if (taken > width) break;
    cut += segment;
  }
  return `${cut}…`;
}

export function padTo(text: string, width: number, right: boolean): string {
  const space = ' '.repeat(Math.max(0, width - widthOf(text)));
  return right ? space + text : text + space;
}
