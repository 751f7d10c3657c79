import type { FastifyRequest } from 'fastify';
import { compileSchema, type Check } from '../contract/compile-schema.ts';
import type { JsonSchema, Operation, Parameter } from '../contract/operations.ts';
import { isProblemCode } from '../problem-codes.ts';
import { Problem, validationFailed, type FieldError } from '../problem.ts';
import { idempotencyKeyHeader, ifMatchFrom, plainIdempotencyKey } from './headers.ts';
import { createQueryReader } from './query-reader.ts';
import { targetOf } from './target.ts';

/** A request that fulfils the contract, with defaults filled in. */
export type ReadRequest = {
  params: Record<string, string>;
  query: Record<string, unknown>;
  body: unknown;
  idempotencyKey: string | undefined;
  /** Entity tags of which one must match the current one. Undefined means no condition. */
  ifMatch: string[] | undefined;
};

/** Creates the reader of an operation's requests. It throws a Problem that names every error. */
export function createRequestReader(operation: Operation): (request: FastifyRequest) => ReadRequest {
  const inPath = parametersIn(operation, 'path');
  const inQuery = parametersIn(operation, 'query');
  const checkParams = inPath.length > 0 ? compileSchema(objectOf(inPath), 'path') : undefined;
  const checkQuery = compileSchema(objectOf(inQuery), 'query');
  const readQuery = createQueryReader(inQuery);
  const inHeaders = parametersIn(operation, 'header');
  const checkHeaders = headerCheck(inHeaders);
  const takesIfMatch = inHeaders.some(({ name }) => name === 'If-Match');
  const bodyOf = operation.takesForm ? formOf : jsonOf;
  const checkBody = operation.body && compileSchema(operation.body.schema, 'body');
  const missing: FieldError[] | undefined = operation.body && [
    { in: 'body', pointer: '', message: 'is required' },
  ];

  return (request) => {
    const params = request.params as Record<string, string>;
    const wrongParams = checkParams?.(params);
    if (wrongParams) throw refusal(wrongParams, inPath);

    const query = readQuery(targetOf(request).query);
    const wrongQuery = checkQuery(query);
    const wrongHeaders = checkHeaders(request);
    const body = bodyOf(request, operation);
    const wrongBody = body === undefined ? missing : checkBody?.(body);
    if (wrongQuery || wrongHeaders || wrongBody) {
      throw refusal([...(wrongQuery ?? []), ...(wrongHeaders ?? []), ...(wrongBody ?? [])], inQuery);
    }
    const idempotencyKey = keyOf(request);
    const ifMatch = takesIfMatch ? ifMatchFrom(request.headers['if-match']) : undefined;
    return { params, query, body, idempotencyKey, ifMatch };
  };
}

function jsonOf({ body }: FastifyRequest, operation: Operation): unknown {
  return body === undefined && operation.body?.required === false ? {} : body;
}

/** The handler validates the fields of a form. */
function formOf({ body = new URLSearchParams() }: FastifyRequest): URLSearchParams {
  if (body instanceof URLSearchParams) return body;
  throw new Problem('unsupported_media_type', {
    detail: 'The body has to be a form (application/x-www-form-urlencoded).',
  });
}

function parametersIn(operation: Operation, place: Parameter['in']): Parameter[] {
  return operation.parameters.filter((parameter) => parameter.in === place);
}

function objectOf(parameters: Parameter[]): JsonSchema {
  return {
    type: 'object',
    properties: Object.fromEntries(parameters.map(({ name, schema }) => [name, schema])),
    required: parameters.filter(({ required }) => required).map(({ name }) => name),
    additionalProperties: false,
  };
}

function keyOf({ headers }: FastifyRequest): string | undefined {
  const sent = headers['idempotency-key'];
  return typeof sent === 'string' ? plainIdempotencyKey(sent) : undefined;
}

/** Only the Idempotency-Key is checked by its schema: an unusable Prefer or X-Request-Id is ignored. */
function headerCheck(parameters: Parameter[]): (request: FastifyRequest) => FieldError[] | undefined {
  const parameter = parameters.find((each) => each.name === idempotencyKeyHeader);
  if (!parameter) return () => undefined;
  const check: Check = compileSchema(parameter.schema, 'header', `/${idempotencyKeyHeader}`);
  return (request) => {
    const value = keyOf(request);
    return value === undefined ? undefined : check(value);
  };
}

function refusal(errors: FieldError[], parameters: Parameter[]): Problem {
  for (const { in: place, name, whenInvalid } of parameters) {
    const isWrong = errors.some((error) => error.in === place && error.pointer === `/${name}`);
    if (!isWrong || !isProblemCode(whenInvalid)) continue;
    // The errors of a path are explained; a cursor is not written by people.
    return place === 'path' ? validationFailed(errors, whenInvalid) : new Problem(whenInvalid);
  }
  return validationFailed(errors);
}
