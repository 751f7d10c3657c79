/**
 * Two flaws that JSON.parse hides: it keeps the last of two equal keys, and it rounds a number that it cannot represent,
 * such as 0.99999999999999999 to 1. No money must move on either. JSON libraries for JavaScript report only the first.
 */
export type JsonFlaw = { pointer: string; message: string };

/**
 * More than any valid body: a batch of 1,000 movements with 50 entries of metadata each has about 62,000 values. The cost
 * of JSON.parse and of validation grows with the number of values, not with bytes.
 */
const maxValues = 70_000;
const maxMembersOfObject = 20_000;

export type JsonSurvey = {
  /** Total number of members of all objects. */
  members: number;
  /** Whether a number has a fraction or an exponent. */
  hasFractions: boolean;
  /** Which limit is exceeded. The rest of the text was not read. */
  excess?: string;
};

/** Scans a text, which may not be JSON, before it is parsed. */
export function surveyJson(text: string): JsonSurvey {
  const membersOfOpen: number[] = [];
  let [members, values, inside] = [0, 0, 0];
  let hasFractions = false;
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (char === quote) at = endOfString(text, at);
    else if (char === comma) values++;
    else if (char === colon) {
      members++;
      if (++inside > maxMembersOfObject)
        return { members, hasFractions, excess: `holds an object of more than ${maxMembersOfObject} fields` };
    } else if (char === openBrace || char === openBracket) {
      values++;
      membersOfOpen.push(inside);
      inside = 0;
    } else if (char === closeBrace || char === closeBracket) inside = membersOfOpen.pop() ?? 0;
    else if (char === dot || ((char | 0x20) === letterE && isDigit(text.charCodeAt(at - 1))))
      hasFractions = true;
    if (values > maxValues) return { members, hasFractions, excess: `holds more than ${maxValues} values` };
  }
  return { members, hasFractions };
}

const maxNumberLength = 1_000;

type OpenValue = { keys?: Set<string>; step: string; index: number };

/** Finds the first key that is repeated in its object, or the first number that is whole only by rounding. The text is valid JSON. */
export function findJsonFlaw(text: string): JsonFlaw | undefined {
  const open: OpenValue[] = [];
  let expectsKey = false;
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at);
    const inside = open.at(-1);
    if (char === quote) {
      const end = endOfString(text, at);
      if (expectsKey && inside?.keys) {
        inside.step = keyIn(text, at, end);
        if (inside.keys.has(inside.step)) return flawAt(open, 'stands more than once');
        inside.keys.add(inside.step);
        expectsKey = false;
      }
      at = end;
    } else if (char === openBrace) {
      open.push({ keys: new Set(), step: '', index: 0 });
      expectsKey = true;
    } else if (char === openBracket) open.push({ step: '0', index: 0 });
    else if (char === closeBrace || char === closeBracket) {
      open.pop();
      expectsKey = false;
    } else if (char === comma && inside) {
      if (inside.keys) expectsKey = true;
      else inside.step = String(++inside.index);
    } else if (char === minus || isDigit(char)) {
      const end = endOfNumber(text, at);
      if (isWholeByRounding(text.slice(at, end))) return flawAt(open, 'must be a whole number');
      at = end - 1;
    }
  }
  return undefined;
}

function flawAt(open: readonly OpenValue[], message: string): JsonFlaw {
  const pointer = open.map(({ step }) => `/${step.replace(/~/g, '~0').replace(/\//g, '~1')}`).join('');
  return { pointer, message };
}

function keyIn(text: string, begin: number, end: number): string {
  const written = text.slice(begin + 1, end);
  return written.includes('\\') ? (JSON.parse(`"${written}"`) as string) : written;
}

function endOfNumber(text: string, begin: number): number {
  let at = begin + 1;
  while (at < text.length && isOfNumber(text.charCodeAt(at))) at++;
  return at;
}

const isOfNumber = (char: number): boolean =>
  isDigit(char) || char === dot || (char | 0x20) === letterE || char === minus || char === plus;

const quote = 0x22;
const backslash = 0x5c;
const colon = 0x3a;
const comma = 0x2c;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const minus = 0x2d;
const plus = 0x2b;
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
  if (!/[.eE]/.test(token)) return false;
  // No client writes a whole number like that, and checking it takes long.
  if (token.length > maxNumberLength) return true;
  const [, whole = '', fraction = '', exponent = '0'] =
    /^-?(\d+)(?:\.(\d+))?(?:[eE]([-+]?\d+))?$/.exec(token) ?? [];
  if (whole === '' || !Number.isInteger(Number(token))) return false;
  const digits = (whole + fraction).replace(/0+$/, '');
  return digits.length > Math.max(0, whole.length + Number(exponent));
}
