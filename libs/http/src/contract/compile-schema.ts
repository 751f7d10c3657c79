import { Ajv2020, _, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import type { FieldError } from '../problem.ts';
import { errorMessage } from './error-message.ts';
import type { JsonSchema } from './operation.ts';
import { addTimeKeywords } from './time-keywords.ts';

/** Fills defaults into the value and answers with what is wrong with it, or nothing. */
export type Check = (value: unknown) => FieldError[] | undefined;

/** As many as an answer names; more of them are not looked for. */
const maxErrors = 20;

/** Nothing is coerced and nothing is dropped: what is not in the contract is an error. */
const options = {
  coerceTypes: false,
  removeAdditional: false,
  useDefaults: true,
  // An error in one of several kinds is told of that kind only.
  discriminator: true,
  strict: true,
  // Error messages need the schema's x-message and x-money.
  verbose: true,
  // int32 and int64 tell generated clients how wide an integer is; its range stands in minimum and maximum.
  formats: { 'date-time': fullFormats['date-time'], 'uri-reference': true, int32: true, int64: true },
} as const;

/** Stops at the first error: sizes of lists come before what is in them. */
const deciding = withOwnKeywords(new Ajv2020({ ...options, allErrors: false }));
const collecting = withOwnKeywords(
  new Ajv2020({ ...options, allErrors: true, code: { process: stopEarly } }),
);

function withOwnKeywords(ajv: Ajv2020): Ajv2020 {
  ajv.addVocabulary(['x-message', 'x-money', 'x-when-invalid']);
  addTimeKeywords(ajv);
  ajv.addKeyword({
    keyword: 'x-max-json-bytes',
    type: 'object',
    schemaType: 'number',
    validate: isWithinJsonBytes,
    error: { message: ({ schema }) => _`"must not be larger than " + ${schema} + " bytes as JSON"` },
  });
  // What no regular expression can say that JavaScript, Java, Go and Python all read: their words for Unicode differ.
  ajv.addKeyword({
    keyword: 'x-text',
    type: 'string',
    schemaType: 'string',
    metaSchema: { enum: ['well-formed', 'visible'] },
    // A function that Ajv calls by itself costs several times as much, and a batch may hold 100,000 texts.
    code: (context) => {
      const accept = context.gen.scopeValue('func', {
        ref: context.schema === 'visible' ? isVisible : isWellFormed,
      });
      context.fail(_`!${accept}(${context.data})`);
    },
    error: { message: ({ schema }) => _`"must be " + ${schema} + " text"` },
  });
  return ajv;
}

/**
 * Ajv knows the first error or all of them: all of a megabyte are half a million. Its generated code counts them, and
 * here it ends at the twentieth. No schema of the contract has alternatives of which one alone can have so many.
 */
function stopEarly(code: string): string {
  const name = /function (validate\d+)\(/.exec(code)?.[1];
  if (name === undefined) throw new Error('Ajv writes its validators in another way than was expected');
  return code.replaceAll('errors++;', `if(++errors>=${maxErrors}){${name}.errors=vErrors;return false;}`);
}

type Validators = { decide: ValidateFunction; collect: () => ValidateFunction };

/** By the schema as JSON: operations share many schemas, and compiling one takes milliseconds. */
const compiled = new Map<string, Validators>();

function compileOnce(schema: JsonSchema): Validators {
  const json = JSON.stringify(schema);
  const known = compiled.get(json);
  if (known) return known;
  // The second validator doubles the time that a process takes to start, and only wrong requests need it.
  let collect: ValidateFunction | undefined;
  const validators = {
    decide: deciding.compile(schema),
    collect: () => (collect ??= collecting.compile(schema)),
  };
  compiled.set(json, validators);
  return validators;
}

/** Compiles a schema of the contract into a check of the part of the request that it describes. */
export function compileSchema(schema: JsonSchema, part: FieldError['in'], pointer = ''): Check {
  const validators = compileOnce(schema);
  return (value) => {
    const place = { part, prefix: pointer, whole: value };
    const { decide } = validators;
    if (decide(value)) return undefined;
    // Of a list that is too long nothing else is said: what is in it was not looked at.
    if (decide.errors?.[0]?.keyword === 'maxItems') return fieldErrors(decide.errors, place);
    const collect = validators.collect();
    return collect(value) ? undefined : fieldErrors(collect.errors ?? [], place);
  };
}

/** No broken surrogate pairs. */
const isWellFormed = (value: string): boolean => value.isWellFormed();

/** None of Unicode's controls, formats or unassigned, and no space. */
const isVisible = (value: string): boolean => !/[\p{C}\s]/u.test(value);

/** What is no text in it is another error, and may be nested deeper than JSON.stringify can go. */
function isWithinJsonBytes(maxBytes: number, value: object): boolean {
  const isText = Object.values(value).every((each) => typeof each === 'string');
  return !isText || Buffer.byteLength(JSON.stringify(value)) <= maxBytes;
}

type Place = { part: FieldError['in']; prefix: string; whole: unknown };

function fieldErrors(errors: ErrorObject[], { part, prefix, whole }: Place): FieldError[] {
  const found = new Map<string, FieldError>();
  for (const error of errors) {
    // The wrong name itself is reported by the error inside of it.
    if (error.keyword === 'propertyNames') continue;
    const pointer = shorten(prefix + error.instancePath + fieldOf(error));
    const message = errorMessage(error, part, whole);
    found.set(`${pointer} ${message}`, { in: part, pointer, message });
  }
  return [...found.values()];
}

function fieldOf({ keyword, params, propertyName }: ErrorObject): string {
  if (keyword === 'additionalProperties') return `/${escapePointer(params.additionalProperty)}`;
  if (keyword === 'required') return `/${escapePointer(params.missingProperty)}`;
  return propertyName === undefined ? '' : `/${escapePointer(propertyName)}`;
}

const escapePointer = (name: string): string => name.replace(/~/g, '~0').replace(/\//g, '~1');

/** Names come from the client: they are cut, and broken surrogates in them are mended. */
function shorten(pointer: string): string {
  const maxLength = 128;
  const whole = pointer.toWellFormed();
  return whole.length > maxLength ? `${whole.slice(0, maxLength).toWellFormed()}…` : whole;
}
