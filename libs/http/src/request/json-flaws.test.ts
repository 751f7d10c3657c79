import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { findJsonFlaw, surveyJson } from './json-flaws.ts';
import { parseJson } from './parse-json.ts';

describe('a repeated key', () => {
  test.each([
    ['at the top', '{"amount":1,"amount":2}', '/amount'],
    ['escaped', '{"amount":1,"\\u0061mount":2}', '/amount'],
    ['below', '{"metadata":{"a":"1","b":"2","a":"3"}}', '/metadata/a'],
    ['in a list', '{"list":[{"a":1},{"b":1,"b":2}]}', '/list/1/b'],
    ['as __proto__', '{"__proto__":1,"__proto__":2}', '/__proto__'],
    ['with slashes', '{"a/b~c":1,"a/b~c":2}', '/a~1b~0c'],
  ])('is named (%s)', (_where, text, pointer) => {
    expect(findJsonFlaw(text)).toEqual({ pointer, message: 'stands more than once' });
    expect(() => parseJson(Buffer.from(text))).toThrow(`body ${pointer}: stands more than once`);
  });

  test('is not reported for two objects with the same key, or for a text that looks like a key', () => {
    for (const text of [
      '{"a":{"x":1},"b":{"x":1}}',
      '[{"x":1},{"x":1}]',
      '{"a":"\\"a\\":1,","b":"a"}',
      '{"a":["a","a"]}',
      '{"a":1,"A":1}',
    ]) {
      expect(findJsonFlaw(text)).toBeUndefined();
      expect(() => parseJson(Buffer.from(text))).not.toThrow();
    }
  });
});

describe('a number that is whole only by rounding', () => {
  test.each(['0.99999999999999999', '1.00000000000000001', '100.000000000000000001', '1e-400', '15e-1000'])(
    '%s is refused',
    (number) => {
      expect(() => parseJson(Buffer.from(`{"amount":${number}}`))).toThrow(
        'body /amount: must be a whole number',
      );
    },
  );

  test.each([
    ['1.0', 1],
    ['1e2', 100],
    ['1.50e1', 15],
    ['-0', 0],
    ['-0.0', 0],
    ['0e5', 0],
    ['0.5', 0.5],
    ['1e400', Infinity],
    ['100000e-5', 1],
  ])('%s is read as %d', (number, value) => {
    const parsed = parseJson(Buffer.from(`{"amount":${number}}`)) as { amount: number };
    expect(Object.is(parsed.amount, value)).toBe(true);
  });
});

test('valid JSON is parsed as by JSON.parse', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      const bytes = Buffer.from(text.toWellFormed());
      const expected = JSON.stringify(JSON.parse(bytes.toString()));
      if (findJsonFlaw(bytes.toString()) === undefined)
        expect(JSON.stringify(parseJson(bytes))).toBe(expected);
    }),
  );
});

test('a repeated key is found wherever it is', () => {
  const keys = fc.uniqueArray(fc.string({ maxLength: 5 }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(keys, fc.nat(), fc.string(), (names, at, value) => {
      const again = names[at % names.length]!;
      const members = [...names, again].map((name) => `${JSON.stringify(name)} : ${JSON.stringify(value)}`);
      expect(findJsonFlaw(`{"metadata":{${members.join(' , ')}}}`)).toMatchObject({
        message: 'stands more than once',
      });
    }),
  );
});

test('the scan counts members and finds fractions, but not inside texts', () => {
  expect(surveyJson('{"a:b":"1.5e3:\\":","c":[true,false,null,-12]}')).toEqual({
    members: 2,
    hasFractions: false,
  });
  expect(surveyJson('[1E3]').hasFractions).toBe(true);
  expect(surveyJson('{"a":0.5}').hasFractions).toBe(true);
});

test('deep nesting is handled', () => {
  const deep = '['.repeat(30_000) + ']'.repeat(30_000);
  expect(() => parseJson(Buffer.from(`{"a":${deep},"a":1.5}`))).toThrow('stands more than once');
});
