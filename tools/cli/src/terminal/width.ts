/** Characters of double width. */
const wide =
  /\p{Script=Han}|\p{Script=Hangul}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Emoji_Presentation}/u;
const control = /\p{Cc}|\p{Cf}/gu;
const segmenter = new Intl.Segmenter();

/** The width of a text in a terminal, in columns. */
export function widthOf(text: string): number {
  let width = 0;
  for (const { segment } of segmenter.segment(text)) width += wide.test(segment) ? 2 : 1;
  return width;
}

/** Removes control characters: names and references come from third parties and may try to overwrite the screen. */
export function harmless(text: string): string {
  return text.replaceAll(control, '\u{FFFD}');
}

/** The text, shortened with an ellipsis when it does not fit. */
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
