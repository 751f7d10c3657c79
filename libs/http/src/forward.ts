import { attemptWithin } from '@florin/service';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FindBaseUrl } from './answer/base-url.ts';
import { problemMediaType, problemType } from './answer/problem-answer.ts';
import type { SignCall } from './assertions.ts';
import { Problem } from './problem.ts';
import { requestIdHeaders } from './request/headers.ts';
import { actorOf } from './request/request-actor.ts';
import { targetOf } from './request/target.ts';
import { isRecord } from './request/is-record.ts';

/** The app to which an operation is passed on. */
export type Upstream = { service: string; url: string; signCall: SignCall };

/** Called with the status of the answer, or undefined without an answer, before the client receives it. Never rejects. */
export type OnAnswer = (status: number | undefined) => Promise<void>;

const ignoreAnswer: OnAnswer = async () => undefined;

// Twice what any of these apps needs for a page under load.
const timeoutMs = 5_000;
const passedHeaders = ['content-type', 'etag', 'retry-after', 'idempotent-replayed'];

/**
 * Passes an authenticated and validated request on to the app that serves it, for the same principal and with the same
 * idempotency key, and returns its answer. Without a connection to the app the answer is `overloaded`, because the app
 * did not receive the request; without a valid answer it is `service_unavailable`.
 */
export function createForwarder({ service, url, signCall }: Upstream, findBaseUrl: FindBaseUrl) {
  const base = url.replace(/\/$/, '');
  const unreached = (cause: unknown): Problem =>
    new Problem('overloaded', {
      detail: `The ${service} service cannot be reached; nothing was changed.`,
      cause,
    });
  const noAnswer = (cause: unknown): Problem =>
    new Problem('service_unavailable', {
      detail: `The ${service} service gave no answer; the outcome is unknown.`,
      cause,
    });

  return async (
    request: FastifyRequest,
    reply: FastifyReply,
    onAnswer: OnAnswer = ignoreAnswer,
  ): Promise<FastifyReply> => {
    const { status, headers, body } = await attemptWithin(timeoutMs, (signal) =>
      forwardOnce({ service, url: base, signCall }, request, signal),
    ).catch(async (cause: unknown) => {
      await onAnswer(undefined);
      throw isConnectFailure(cause) ? unreached(cause) : noAnswer(cause);
    });
    if (!isPassable(status, headers)) {
      await onAnswer(undefined);
      const cause = new Error(
        `the ${service} service answered ${status}, which must not be passed on to clients`,
      );
      // 401: the app does not accept this server's assertion and has not handled the request.
      throw status === 401 ? unreached(cause) : noAnswer(cause);
    }
    await onAnswer(status);
    for (const name of passedHeaders) {
      const value = headers.get(name);
      if (value !== null) reply.header(name, value);
    }
    return reply.code(status).send(status < 400 ? body : ownProblem(body, request, findBaseUrl(request.raw)));
  };
}

async function forwardOnce(
  { service: audience, url, signCall }: Upstream,
  request: FastifyRequest,
  signal: AbortSignal,
) {
  const { path, query } = targetOf(request);
  const idempotencyKey = request.headers['idempotency-key'];
  // Fastify removes the body from the answer to a HEAD request and keeps its length.
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  const caller = request.principal!;
  const principal = { ...caller, actor: actorOf(request, caller) };
  const authorization = await signCall({ audience, method, path, principal, requestId: request.id });
  const answer = await fetch(`${url}${path}${query === '' ? '' : `?${query}`}`, {
    method,
    headers: {
      authorization,
      ...requestIdHeaders(request),
      ...(request.span === null ? {} : { traceparent: request.span.traceparent }),
      ...(request.headers.accept === undefined ? {} : { accept: request.headers.accept }),
      ...(typeof idempotencyKey === 'string' ? { 'idempotency-key': idempotencyKey } : {}),
      ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
    redirect: 'error',
    signal,
  });
  return { status: answer.status, headers: answer.headers, body: Buffer.from(await answer.arrayBuffer()) };
}

/** Rewrites the `type` of the app's problem to this server's URL, and records its code for the log. */
function ownProblem(body: Buffer, request: FastifyRequest, baseUrl: string): Buffer {
  const problem = JSON.parse(body.toString()) as { code: string; detail?: string };
  request.failure = { code: problem.code, ...(problem.detail ? { detail: problem.detail } : {}) };
  return Buffer.from(JSON.stringify({ ...problem, type: problemType(problem.code, baseUrl) }));
}

/** Whether no connection was established, so that the app cannot have received the request. */
function isConnectFailure(error: unknown): boolean {
  const { syscall, code, cause, errors }: Record<string, unknown> = isRecord(error) ? error : {};
  if (Array.isArray(errors) && errors.length > 0) return errors.every(isConnectFailure);
  if (syscall === 'connect' || syscall === 'getaddrinfo' || code === 'UND_ERR_CONNECT_TIMEOUT') return true;
  return cause !== undefined && isConnectFailure(cause);
}

/** A refusal of this server's assertion must not look like a refusal of the client's key; other content is not an answer. */
function isPassable(status: number, headers: Headers): boolean {
  if (status < 400) return status < 300;
  return status !== 401 && headers.get('content-type') === problemMediaType;
}
