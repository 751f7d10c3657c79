/** The position of the first error in a text, counted from 1, and the parser's message. */
export type JsonMistake = { line: number; column: number; message: string };

/** Converts an error of `JSON.parse`. V8 does not report the position of an unexpected token. */
export function jsonMistake(text: string, error: unknown): JsonMistake {
  // Such as "Expected ',' or '}' after property value in JSON at position 11 (line 3 column 2)".
  const reported = error instanceof Error ? error.message : '';
  const [, message, at] = /^(.*?)(?: in JSON)? at position (\d+)/s.exec(reported) ?? [];
  const position = at === undefined ? positionOfMistake(text) : Number(at);
  const found = text.codePointAt(position);
  const own = found === undefined ? 'Unexpected end' : `Unexpected token '${String.fromCodePoint(found)}'`;
  return { ...placeOf(text, position), message: message?.slice(0, 80) ?? own.toWellFormed() };
}

/** The line and the column of a position, counted from 1. */
export function placeOf(text: string, position: number): { line: number; column: number } {
  let line = 1;
  let begin = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < position; at = text.indexOf('\n', begin)) {
    line++;
    begin = at + 1;
  }
  return { line, column: position - begin + 1 };
}

const tokens =
  /[ \t\n\r]*(?:([{}[\],:])|("(?:[^"\\]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*")|(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null))/y;

type Expected = 'value' | 'value or ]' | 'key' | 'key or }' | ':' | 'comma or end';

/** The position of the first invalid token, or the length of the text if it ends too early. */
function positionOfMistake(text: string): number {
  const open: ('{' | '[')[] = [];
  let expected: Expected = 'value';
  for (let at = 0; ; at = tokens.lastIndex) {
    tokens.lastIndex = at;
    const found = tokens.exec(text);
    if (!found) return at + text.slice(at).search(/[^ \t\n\r]|$/);
    const next = afterToken(expected, found[1] ?? (found[2] === undefined ? 'literal' : 'text'), open);
    if (next === undefined) return tokens.lastIndex - found[0].trimStart().length;
    expected = next;
  }
}

/** The tokens that may follow, or undefined if the token is invalid here. Updates `open`. */
function afterToken(expected: Expected, token: string, open: ('{' | '[')[]): Expected | undefined {
  const isValueDue = expected === 'value' || expected === 'value or ]';
  if (token === '{' || token === '[') {
    if (!isValueDue) return undefined;
    open.push(token);
    return token === '{' ? 'key or }' : 'value or ]';
  }
  if (token === '}' || token === ']') {
    const mayEnd = expected === 'comma or end' || expected === (token === '}' ? 'key or }' : 'value or ]');
    return mayEnd && open.pop() === (token === '}' ? '{' : '[') ? 'comma or end' : undefined;
  }
  if (token === ',') {
    if (expected !== 'comma or end' || open.length === 0) return undefined;
    return open.at(-1) === '{' ? 'key' : 'value';
  }
  if (token === ':') return expected === ':' ? 'value' : undefined;
  if (token === 'text' && (expected === 'key' || expected === 'key or }')) return ':';
  return isValueDue ? 'comma or end' : undefined;
}
