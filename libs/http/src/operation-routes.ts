import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Failure } from './answer/answer-log.ts';
import { csvLines, csvMediaType } from './answer/csv.ts';
import { createAuthorization } from './authorize.ts';
import type { JsonSchema, Operation } from './contract/operation.ts';
import type { createForwarder, OnAnswer } from './forward.ts';
import type { AnyHandler } from './handlers.ts';
import type { Authenticate } from './principal.ts';
import { idempotencyKeyHeader } from './request/idempotency-key.ts';
import { mediaTypeFor } from './request/media-type.ts';
import { waitMsFrom } from './request/prefer.ts';
import { createRequestReader } from './request/request-reader.ts';
import type { RunningRequests } from './running-requests.ts';
import { serverLimits } from './server-limits.ts';

/** Carries out a request that has been let in, and answers it. */
export type Serve = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;

/** Registers an operation: authentication and scopes unless it is open, then the body, validation and `serve`. */
export function addOperation(
  app: FastifyInstance,
  operation: Operation,
  authenticate: Authenticate,
  running: RunningRequests,
  serve: Serve,
): void {
  app.route({
    method: operation.method,
    url: operation.url,
    ...(operation.maxBodyBytes === undefined ? {} : { bodyLimit: operation.maxBodyBytes }),
    config: { operationLabel: operation.id },
    schema: { response: answerSchemas(operation) },
    onRequest: [
      (request, _reply, done) => {
        request.operation = operation;
        done();
      },
      ...(operation.scopes === undefined ? [] : [createAuthorization(operation, authenticate, running)]),
    ],
    handler: serve,
  });
}

/** Whose requests those are that come on nobody's behalf: together they are as many as a tenant's may be. */
const nobody = '';

/** Serves an operation by a handler: read, count, handle, answer. */
export function serveByHandler(operation: Operation, handler: AnyHandler, running: RunningRequests): Serve {
  const read = createRequestReader(operation);
  const isLarge = (operation.maxBodyBytes ?? 0) > serverLimits.maxBodyBytes;
  return async (request, reply) => {
    const { params, query, body, idempotencyKey, ifMatch } = read(request);
    // A thousand movements take some milliseconds to check, and as many to carry out: others have a turn in between.
    if (isLarge) await nextTurn();
    const { principal } = request;
    const tenantId = principal?.tenantId ?? nobody;
    const mediaType = mediaTypeFor(request.headers.accept, operation.mediaTypes);
    // Also a refusal says that it is only what would be answered.
    if (query['dry_run'] === true) reply.header('dry-run', 'true');
    running.enter(tenantId);
    try {
      const answer = await handler({
        principal,
        params,
        query,
        body,
        idempotencyKey,
        ifMatch,
        headers: request.headers,
        requestId: request.id,
        waitMs: waitMsFrom(request.headers.prefer),
        mediaType,
      });
      if (answer.headers) reply.headers(answer.headers);
      reply.code(answer.status ?? 200);
      if (answer.status !== undefined && answer.status >= 400) request.failure = failureOf(answer);
      if (operation.mediaTypes.length > 1) reply.header('vary', 'Accept');
      if (mediaType === 'text/csv' && answer.csv) {
        return await sendPieces(reply.type(csvMediaType), csvLines(answer.csv));
      }
      if (answer.html) return await sendPieces(reply.type('text/html; charset=utf-8'), answer.html);
      return reply.send(answer.body);
    } finally {
      running.leave(tenantId);
    }
  };
}

/** Of an operation that has a form of its own for refusals (OAuth 2.0). */
function failureOf({ status, body }: { status?: number; body?: unknown }): Failure {
  return { code: String((body as { error?: unknown } | undefined)?.error ?? status) };
}

/** What is sent piece by piece is running until its last piece is out, or its reader gone. */
async function sendPieces(reply: FastifyReply, pieces: AsyncIterable<string>): Promise<FastifyReply> {
  reply.send(Readable.from(pieces));
  await finished(reply.raw).catch(() => undefined);
  return reply;
}

/** A keyed request that another app is to carry out. */
type ForwardedRequest = {
  tenantId: string;
  idempotencyKey: string;
  operation: string;
  /** What is asked for, defaults filled in. */
  requested: { params: object; query: object; body: unknown };
};

/**
 * Takes the key of a request before it is passed on: keys are one tenant's, whichever app carries an operation out.
 * Throws where the key was used for something else.
 */
export type ClaimKey = (request: ForwardedRequest) => Promise<OnAnswer>;

/** Serves an operation by passing it on, once it is known to be what the contract says and its key is taken. */
export function serveByForwarding(
  operation: Operation,
  forward: ReturnType<typeof createForwarder>,
  running: RunningRequests,
  claimKey: ClaimKey,
): Serve {
  const read = createRequestReader(operation);
  const takesKey = operation.parameters.some(({ name }) => name === idempotencyKeyHeader);
  return async (request, reply) => {
    const { params, query, body, idempotencyKey } = read(request);
    const { tenantId } = request.principal!;
    running.enter(tenantId);
    try {
      if (!takesKey || idempotencyKey === undefined) return await forward(request, reply);
      const requested = { params, query, body };
      const onAnswer = await claimKey({ tenantId, idempotencyKey, operation: operation.id, requested });
      return await forward(request, reply, onAnswer);
    } finally {
      running.leave(tenantId);
    }
  };
}

/** The answers' schemas without what only people read; Fastify compiles them into serializers. */
function answerSchemas(operation: Operation): Record<string, JsonSchema> {
  return Object.fromEntries(
    Object.entries(operation.answers).map(([status, schema]) => [
      status,
      forSerializer(schema) as JsonSchema,
    ]),
  );
}

const onlyForPeople = new Set([
  'description',
  'examples',
  'x-message',
  'x-money',
  'x-max-json-bytes',
  'pattern',
  'propertyNames',
  'default',
]);

function forSerializer(schema: unknown, isNameMap = false): unknown {
  if (Array.isArray(schema)) return schema.map((item) => forSerializer(item));
  if (typeof schema !== 'object' || schema === null) return schema;
  // In the serializer's other spelling of the same, a whole number may be a bigint.
  const type = (schema as { type?: unknown }).type;
  const isNullableInteger = !isNameMap && Array.isArray(type) && type.join() === 'integer,null';
  const spelled = isNullableInteger ? { ...schema, type: 'integer', nullable: true } : schema;
  return Object.fromEntries(
    Object.entries(spelled)
      .filter(([key]) => isNameMap || !onlyForPeople.has(key))
      .map(([key, value]) => [key, forSerializer(value, key === 'properties' && !isNameMap)]),
  );
}
