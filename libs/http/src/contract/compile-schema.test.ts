import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { compileSchema } from './compile-schema.ts';
import { readOperations } from './operations.ts';
import { serializerOf } from './serializer.ts';

const bodyOf = (id: string) => readOperations().find((each) => each.id === id)!.body!.schema;

const schemaOfSchemas = new Ajv2020({ strict: false });

/** A process compiles a schema when it needs it first, and does not validate it. */
describe.each(readOperations().map((operation) => [operation.id, operation] as const))(
  'the schemas of %s',
  (_id, { parameters, body, answers }) => {
    const properties = Object.fromEntries(parameters.map(({ name, schema }) => [name, schema]));
    const ofRequests = [{ type: 'object', properties }, ...(body ? [body.schema] : [])];

    test('are JSON Schema of 2020-12 and compile in strict mode', () => {
      for (const schema of ofRequests) {
        const isValid = schemaOfSchemas.validateSchema(schema);
        expect({ isValid, errors: schemaOfSchemas.errors ?? [] }).toEqual({ isValid: true, errors: [] });
        // It compiles both validators, because no schema accepts it.
        expect(compileSchema(schema, 'body')(0)).toHaveLength(1);
      }
    });

    test('of answers compile', () => {
      for (const schema of Object.values(answers))
        expect(() => serializerOf(schema)({})).toThrow(/ is required!$/);
    });
  },
);

test('an x-text that does not exist is refused', () => {
  expect(() => compileSchema({ type: 'string', 'x-text': 'other' }, 'body')('a')).toThrow(TypeError);
});

/** Random UTF-16, including broken pairs, with an increased share of refused characters. */
const anyText = fc
  .array(
    fc.oneof(
      fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
      fc.integer({ min: 0x10000, max: 0x10ffff }).map((point) => String.fromCodePoint(point)),
      fc.constantFrom(
        ...'\0\t\n\x7f\x80\u00a0\u00ad\u200b\u2028\u202e\u3000\ud800\udfff\ue000\ufeff\uffff@.a"\\é漢',
      ),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

// Written as text, as the contract had it: the linter would have the escapes otherwise.
const wellFormed = new RegExp(String.raw`^[^\u0000\p{Cs}]*$`, 'u');
const wellFormedName = new RegExp(String.raw`^(?!__proto__$)[^\u0000\p{Cs}]*$`, 'u');
const addressPart = String.raw`[^\s@<>()\[\],;:"\\\p{C}]`;
const address = new RegExp(String.raw`^${addressPart}{1,64}@${addressPart}+\.${addressPart}+$`, 'u');

describe('a text is refused by the same rule as the former JavaScript pattern', () => {
  const takesName = compileSchema(bodyOf('createAccount'), 'body');
  test.each<[string, RegExp, (text: string) => unknown]>([
    ['a name', wellFormed, (text) => ({ name: `a${text}` })],
    ['a fact in metadata', wellFormed, (text) => ({ metadata: { order: text } })],
    ["a fact's name", wellFormedName, (text) => ({ metadata: Object.fromEntries([[`a${text}`, '']]) })],
  ])('%s', (_name, before, bodyWith) => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(takesName(bodyWith(text)) === undefined).toBe(before.test(`a${text}`));
      }),
      { numRuns: 2000 },
    );
  });

  test('an e-mail address', () => {
    const takesEmail = compileSchema(bodyOf('replaceNotificationPreferences'), 'body');
    const likeOne = fc
      .tuple(anyText, anyText, anyText)
      .map(([local, host, top]) => `a${local}@b${host}.c${top}`);
    fc.assert(
      fc.property(likeOne, (email) => {
        expect(takesEmail({ email }) === undefined).toBe(address.test(email));
      }),
      { numRuns: 5000 },
    );
  });

  test('a name of JavaScript itself, with the same message', () => {
    const said = takesName(JSON.parse('{"metadata":{"__proto__":"x"}}'));
    expect(said).toEqual([
      {
        in: 'body',
        pointer: '/metadata/__proto__',
        message:
          'its name must not hold NUL characters or broken surrogate pairs, and must not be "__proto__"',
      },
    ]);
  });
});
