import { Ajv2020, _, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import type { FieldError } from '../problem.ts';
import { errorMessage } from './error-message.ts';
import type { JsonSchema } from './operations.ts';
import { addTimeKeywords } from './time-keywords.ts';

/** Fills defaults into the value. Returns its errors, or undefined if there are none. */
export type Check = (value: unknown) => FieldError[] | undefined;

/** The maximum number of errors in an answer. Validation stops there. */
const maxErrors = 20;

/** No value is coerced or removed: everything that the contract does not allow is an error. */
const options = {
  coerceTypes: false,
  removeAdditional: false,
  useDefaults: true,
  // Reports errors only for the alternative that the discriminator selects.
  discriminator: true,
  strict: true,
  // A test validates the contract's schemas. In each process that would cost 150 ms of CPU, for compiling the schema of schemas.
  meta: false,
  validateSchema: false,
  // Error messages need the schema's x-message and x-money.
  verbose: true,
  // int32 and int64 are for generated clients. The range of an integer is in minimum and maximum.
  formats: { 'date-time': fullFormats['date-time'], 'uri-reference': true, int32: true, int64: true },
} as const;

/** Stops at the first error. The size of a list is checked before its items. */
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
  // JavaScript, Java, Go and Python have no common syntax for Unicode classes in regular expressions.
  ajv.addKeyword({
    keyword: 'x-text',
    type: 'string',
    schemaType: 'string',
    // Inline code: a `validate` function would cost several times as much, and a batch may contain 100,000 texts.
    code: (context) => {
      const accept = context.gen.scopeValue('func', { ref: textRule(context.schema) });
      context.fail(_`!${accept}(${context.data})`);
    },
    error: { message: ({ schema }) => _`"must be " + ${schema} + " text"` },
  });
  return ajv;
}

/**
 * Ajv reports either the first error or all errors, which may be half a million for a body of a megabyte. This changes
 * its generated code to stop at the twentieth. No alternative of a schema in the contract can have that many.
 */
function stopEarly(code: string): string {
  const name = /function (validate\d+)\(/.exec(code)?.[1];
  if (name === undefined) throw new Error('the code that Ajv generates has changed');
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

/**
 * Makes a check of one part of the request from a schema of the contract. The first call compiles the schema: compiling those
 * of all operations takes a third of the time in which the API starts, and a process serves some of them rarely or never.
 */
export function compileSchema(schema: JsonSchema, part: FieldError['in'], pointer = ''): Check {
  let validators: Validators | undefined;
  return (value) => {
    const place = { part, prefix: pointer, whole: value };
    validators ??= compileOnce(schema);
    const { decide } = validators;
    if (decide(value)) return undefined;
    // The items of a list that is too long were not checked.
    if (decide.errors?.[0]?.keyword === 'maxItems') return fieldErrors(decide.errors, place);
    const collect = validators.collect();
    return collect(value) ? undefined : fieldErrors(collect.errors ?? [], place);
  };
}

function textRule(name: unknown): (value: string) => boolean {
  if (name === 'visible') return isVisible;
  if (name === 'well-formed') return isWellFormed;
  throw new TypeError(`the contract has no x-text: ${String(name)}`);
}

/** Whether a text has no broken surrogate pairs. */
const isWellFormed = (value: string): boolean => value.isWellFormed();

/** Whether a text has no Unicode control, format or unassigned characters and no white space. */
const isVisible = (value: string): boolean => !/[\p{C}\s]/u.test(value);

/** Values that are not texts are another error, and may be nested too deep for JSON.stringify. */
function isWithinJsonBytes(maxBytes: number, value: object): boolean {
  const isText = Object.values(value).every((each) => typeof each === 'string');
  return !isText || Buffer.byteLength(JSON.stringify(value)) <= maxBytes;
}

type Place = { part: FieldError['in']; prefix: string; whole: unknown };

function fieldErrors(errors: ErrorObject[], { part, prefix, whole }: Place): FieldError[] {
  const found = new Map<string, FieldError>();
  for (const error of errors) {
    // Another error reports the wrong name itself.
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

/** Names come from the client: they are shortened, and broken surrogates are replaced. */
function shorten(pointer: string): string {
  const maxLength = 128;
  const whole = pointer.toWellFormed();
  return whole.length > maxLength ? `${whole.slice(0, maxLength).toWellFormed()}…` : whole;
}
