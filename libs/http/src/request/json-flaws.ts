/**
 * JSON.parse hides two flaws: of a key that stands twice it keeps the last, and a number that it cannot represent
 * it rounds, 0.99999999999999999 to a clean 1. Money must not move on either.
 */
export type JsonFlaw = { pointer: string; message: string };

/** What a quick look at a text that is JSON tells: how many members its objects have, and whether a number has a fraction or an exponent. */
export function surveyJson(text: string): { members: number; hasFractions: boolean } {
  let members = 0;
  let hasFractions = false;
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (char === quote) at = endOfString(text, at);
    else if (char === colon) members++;
    else if (char === dot || ((char | 0x20) === letterE && isDigit(text.charCodeAt(at - 1))))
      hasFractions = true;
  }
  return { members, hasFractions };
}

/** The first key that stands twice in its object, or the first number that is whole only by rounding. */
export function findJsonFlaw(text: string): JsonFlaw | undefined {
  const open: { keys?: Set<string>; step: string; index: number }[] = [];
  const pointer = () => open.map(({ step }) => `/${step.replace(/~/g, '~0').replace(/\//g, '~1')}`).join('');
  let expectsKey = false;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[-+.\deE]+|[{}[\]:,]/g)) {
    const inside = open.at(-1);
    if (token === '{') open.push({ keys: new Set(), step: '', index: 0 });
    else if (token === '[') open.push({ step: '0', index: 0 });
    else if (token === '}' || token === ']') open.pop();
    else if (token === ',' && inside && !inside.keys) inside.step = String(++inside.index);
    else if (token.startsWith('"') && expectsKey && inside?.keys) {
      inside.step = JSON.parse(token) as string;
      if (inside.keys.has(inside.step)) return { pointer: pointer(), message: 'stands more than once' };
      inside.keys.add(inside.step);
    } else if (isWholeByRounding(token)) return { pointer: pointer(), message: 'must be a whole number' };
    expectsKey = token === '{' || (token === ',' && open.at(-1)?.keys !== undefined);
  }
  return undefined;
}

const quote = 0x22;
const backslash = 0x5c;
const colon = 0x3a;
const dot = 0x2e;
const letterE = 0x65;

const isDigit = (char: number): boolean => char >= 0x30 && char <= 0x39;

function endOfString(text: string, begin: number): number {
  for (let at = begin + 1; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (char === backslash) at++;
    else if (char === quote) return at;
  }
  return text.length;
}

function isWholeByRounding(token: string): boolean {
  const [, whole = '', fraction = '', exponent = '0'] =
    /^-?(\d+)(?:\.(\d+))?(?:[eE]([-+]?\d+))?$/.exec(token) ?? [];
  if (whole === '' || !Number.isInteger(Number(token))) return false;
  const digits = (whole + fraction).replace(/0+$/, '');
  return digits.length > Math.max(0, whole.length + Number(exponent));
}
