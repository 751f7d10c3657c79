import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { fieldScopeDetail, missingFieldScope, scopeDetail } from '@florin/rules';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Failure } from './answer/answer-log.ts';
import { csvLines, csvMediaType } from './answer/csv.ts';
import type { Operation } from './contract/operations.ts';
import { serializerOf } from './contract/serializer.ts';
import type { createForwarder, OnAnswer } from './forward.ts';
import type { AnyHandler } from './handlers.ts';
import type { Authenticate } from './authentication.ts';
import { Problem } from './problem.ts';
import { idempotencyKeyHeader, mediaTypeFor, shownRequestId, waitMsFrom } from './request/headers.ts';
import { actorOf } from './request/request-actor.ts';
import { createRequestReader } from './request/request-reader.ts';
import { targetOf } from './request/target.ts';
import type { ConcurrencyLimits } from './concurrency-limits.ts';
import { serverLimits } from './server-settings.ts';
import { isRecord } from './request/is-record.ts';

/** Handles an authorized request and answers it. */
export type Serve = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;

/** Registers an operation: authentication and scopes unless it is open, then body, validation and `serve`. */
export function addOperation(
  app: FastifyInstance,
  operation: Operation,
  authenticate: Authenticate,
  running: ConcurrencyLimits,
  serve: Serve,
): void {
  app.route({
    method: operation.method,
    url: operation.url,
    ...(operation.maxBodyBytes === undefined ? {} : { bodyLimit: operation.maxBodyBytes }),
    config: { operationLabel: operation.id },
    schema: { response: { ...operation.answers } },
    serializerCompiler: ({ schema }) => serializerOf(schema),
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

/** Creates the hook that runs before the body is read: authentication, scopes and concurrency limits. */
function createAuthorization(operation: Operation, authenticate: Authenticate, running: ConcurrencyLimits) {
  const scopes = operation.scopes ?? [];
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const principal = await authenticate(request);
    if (scopes.length > 0 && !scopes.some((scope) => principal.scopes.has(scope))) {
      throw new Problem('forbidden', { detail: scopeDetail(scopes) });
    }
    request.principal = principal;
    running.check(principal.tenantId);
    if (takesLargeBody(operation) && hasLargeBody(request)) enterLarge(principal.tenantId, reply, running);
    const turn = running.begin(principal.tenantId, costOf(request));
    if (turn === undefined) return;
    await turn.begun;
    // Only `close` comes when the client has gone away.
    reply.raw.once('finish', turn.end).once('close', turn.end);
  };
}

/** A movement in a batch has about so many bytes, and takes half as long as one alone. */
const bytesPerCost = 200;
/** A row of a page takes a quarter of the time of a movement. */
const rowsPerCost = 4;

/** About how long a request occupies the event loop, in movements. The body is not read yet, and the query not validated. */
function costOf(request: FastifyRequest): number {
  const { headers } = request;
  if (headers['transfer-encoding'] !== undefined) return serverLimits.maxBodyBytes / bytesPerCost;
  const rows = /(?:^|&)limit=(\d{1,4})(?:&|$)/.exec(targetOf(request).query)?.[1] ?? 0;
  return 1 + Number(headers['content-length'] ?? 0) / bytesPerCost + Number(rows) / rowsPerCost;
}

const takesLargeBody = ({ maxBodyBytes = 0 }: Operation) => maxBodyBytes > serverLimits.maxBodyBytes;

/** A body of unknown length counts as large. */
function hasLargeBody({ headers }: FastifyRequest): boolean {
  return (
    headers['transfer-encoding'] !== undefined ||
    Number(headers['content-length']) > serverLimits.maxBodyBytes
  );
}

function enterLarge(tenantId: string, reply: FastifyReply, running: ConcurrencyLimits): void {
  running.enterLarge(tenantId);
  let left = false;
  const leave = () => {
    if (!left) running.leaveLarge(tenantId);
    left = true;
  };
  // Only `close` comes when the client has gone away.
  reply.raw.once('finish', leave).once('close', leave);
}

/** Throws `forbidden` if a field of the body needs a scope that the caller lacks. */
function checkFieldScopes({ fieldScopes }: Operation, { principal }: FastifyRequest, body: unknown): void {
  if (fieldScopes.length === 0) return;
  const missing = missingFieldScope(fieldScopes, body, principal?.scopes ?? new Set());
  if (!missing) return;
  const { field, scope } = missing;
  const message = `needs the scope ${scope}`;
  const errors = [{ in: 'body' as const, pointer: `/${field}`, message }];
  throw new Problem('forbidden', { detail: fieldScopeDetail(missing), errors });
}

/** The tenant id under which requests without a principal are counted: together they have the limit of one tenant. */
const anonymous = '';

/**
 * Serves an operation by a handler: read, count, handle, answer. The answer to a write, also a refusal, names the position
 * that covers it.
 */
export function serveByHandler(
  operation: Operation,
  handler: AnyHandler,
  running: ConcurrencyLimits,
  positionNow?: () => string | undefined,
): Serve {
  const read = createRequestReader(operation);
  const writes = operation.method !== 'GET';
  const isLarge = takesLargeBody(operation);
  return async (request, reply) => {
    const { params, query, body, idempotencyKey, ifMatch } = read(request);
    checkFieldScopes(operation, request, body);
    // Validating a thousand movements takes several milliseconds, and so does posting them: other requests run in between.
    if (isLarge) await nextTurn();
    const { principal } = request;
    const tenantId = principal?.tenantId ?? anonymous;
    const mediaType = mediaTypeFor(request.headers.accept, operation.mediaTypes);
    // A refusal of a dry run is marked as well.
    if (query['dry_run'] === true) reply.header('dry-run', 'true');
    running.enter(tenantId);
    try {
      const answering = handler({
        principal,
        params,
        query,
        body,
        idempotencyKey,
        ifMatch,
        headers: request.headers,
        requestId: shownRequestId(request),
        traceparent: request.span?.traceparent,
        actor: principal && actorOf(request, principal),
        waitMs: waitMsFrom(request.headers.prefer),
        mediaType,
      });
      const answer = await (writes
        ? answering.finally(() => namePosition(reply, positionNow?.()))
        : answering);
      if (answer.headers) reply.headers(answer.headers);
      reply.code(answer.status ?? 200);
      if (answer.status !== undefined && answer.status >= 400) request.failure = failureOf(answer);
      if (operation.mediaTypes.length > 1) reply.header('vary', 'Accept');
      if (mediaType === 'text/csv' && answer.csv) {
        return await sendPieces(reply.type(csvMediaType), csvLines(answer.csv));
      }
      if (answer.html) return await sendPieces(reply.type('text/html; charset=utf-8'), answer.html);
      // Writing a thousand results takes several milliseconds, and so does making them.
      if (isLarge) await nextTurn();
      return reply.send(answer.body);
    } finally {
      running.leave(tenantId);
    }
  };
}

/** A refusal is named too: it may have recorded a failed transaction. */
function namePosition(reply: FastifyReply, position: string | undefined): void {
  if (position !== undefined) reply.header('florin-position', position);
}

/** The failure of an operation with a format of its own for errors (OAuth 2.0). */
function failureOf({ status, body }: { status?: number; body?: unknown }): Failure {
  return { code: String((isRecord(body) && body['error']) || status) };
}

/** About a millisecond of work. */
const charactersPerTurn = 16 * 1024;

/** Joins pieces to larger ones, each in another turn of the event loop: a page of rows is written without any wait. */
async function* inTurns(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let joined = '';
  for await (const piece of pieces) {
    joined += piece;
    if (joined.length < charactersPerTurn) continue;
    yield joined;
    joined = '';
    await nextTurn();
  }
  if (joined !== '') yield joined;
}

/** Sends a stream. The request counts as running until the last piece is sent or the client disconnects. */
async function sendPieces(reply: FastifyReply, pieces: AsyncIterable<string>): Promise<FastifyReply> {
  reply.send(Readable.from(inTurns(pieces)));
  await finished(reply.raw).catch(() => undefined);
  return reply;
}

/** A request with an idempotency key that is passed on to another app. */
type ForwardedRequest = {
  tenantId: string;
  idempotencyKey: string;
  operation: string;
  /** The content of the request, defaults filled in. */
  requested: { params: object; query: object; body: unknown };
};

/**
 * Claims the idempotency key of a request before it is passed on: keys are unique per tenant across all apps. Throws when
 * the key was used for another request.
 */
export type ClaimKey = (request: ForwardedRequest) => Promise<OnAnswer>;

/** Serves an operation by passing it on, after it was validated and its idempotency key was claimed. */
export function serveByForwarding(
  operation: Operation,
  forward: ReturnType<typeof createForwarder>,
  running: ConcurrencyLimits,
  claimKey: ClaimKey,
): Serve {
  const read = createRequestReader(operation);
  const takesKey = operation.parameters.some(({ name }) => name === idempotencyKeyHeader);
  return async (request, reply) => {
    const { params, query, body, idempotencyKey } = read(request);
    checkFieldScopes(operation, request, body);
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
