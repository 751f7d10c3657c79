/** Where a text stops being JSON, counted from 1, and what the parser says about it. */
export type JsonMistake = { line: number; column: number; message: string };

/** Reads what `JSON.parse` threw about this text. V8 names no position where it meets a token that it did not expect. */
export function jsonMistake(text: string, error: unknown): JsonMistake {
  // Such as "Expected ',' or '}' after property value in JSON at position 11 (line 3 column 2)".
  const [, message, at] = /^(.*?)(?: in JSON)? at position (\d+)/s.exec((error as Error).message) ?? [];
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

/** The position of the first token that no JSON text has after those before it; the text's length if it only ends too early. */
function positionOfMistake(text: string): number {
  const open: ('{' | '[')[] = [];
  let expected: Expected = 'value';
  for (let at = 0; ; at = tokens.lastIndex) {
    tokens.lastIndex = at;
    const found = tokens.exec(text);
    if (!found) return at + /^[ \t\n\r]*/.exec(text.slice(at))![0].length;
    const next = afterToken(expected, found[1] ?? (found[2] === undefined ? 'literal' : 'text'), open);
    if (next === undefined) return tokens.lastIndex - found[0].trimStart().length;
    expected = next;
  }
}

/** What may come after a token, or undefined where the token itself may not be. Keeps `open` up to date. */
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
