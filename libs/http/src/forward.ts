import { attemptWithin } from '@florin/service';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FindOwnUrl } from './answer/base-url.ts';
import { problemMediaType, problemType } from './answer/problem-answer.ts';
import { internalHeaders } from './authentication.ts';
import { Problem } from './problem.ts';
import { targetOf } from './request/target.ts';

/** The app behind this server that answers an operation. */
export type Upstream = { service: string; url: string; token: string };

/** Told the status of the answer, or undefined where there was none, before the client gets it. Never rejects. */
export type OnAnswer = (status: number | undefined) => Promise<void>;

const noted: OnAnswer = async () => undefined;

// Twice what any of those apps needs for a page on a bad day.
const timeoutMs = 5_000;
const passedHeaders = ['content-type', 'etag', 'retry-after', 'idempotent-replayed'];

/**
 * Passes a request that this server has authenticated and validated on to the app that serves it, on behalf of the
 * same tenant and credential, with the same scopes and idempotency key, and its answer back. No connection to the app:
 * overloaded, since it has not seen the request. No answer from it, or a foreign one: service_unavailable.
 */
export function createForwarder({ service, url, token }: Upstream, findOwnUrl: FindOwnUrl) {
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
    onAnswer: OnAnswer = noted,
  ): Promise<FastifyReply> => {
    const { status, headers, body } = await attemptWithin(timeoutMs, (signal) =>
      ask(base, token, request, signal),
    ).catch(async (cause: unknown) => {
      await onAnswer(undefined);
      throw isConnectFailure(cause) ? unreached(cause) : noAnswer(cause);
    });
    if (!isPassable(status, headers)) {
      await onAnswer(undefined);
      const cause = new Error(`the ${service} service answered ${status}, which is not meant for clients`);
      // 401: it does not know this server's token, and has not looked at the request.
      throw status === 401 ? unreached(cause) : noAnswer(cause);
    }
    await onAnswer(status);
    for (const name of passedHeaders) {
      const value = headers.get(name);
      if (value !== null) reply.header(name, value);
    }
    return reply.code(status).send(status < 400 ? body : asOwn(body, request, findOwnUrl(request.raw)));
  };
}

async function ask(base: string, token: string, request: FastifyRequest, signal: AbortSignal) {
  const { principal } = request;
  const { path, query } = targetOf(request);
  const idempotencyKey = request.headers['idempotency-key'];
  const answer = await fetch(`${base}${path}${query === '' ? '' : `?${query}`}`, {
    // Fastify takes the body out of the answer to a HEAD, and leaves its length.
    method: request.method === 'HEAD' ? 'GET' : request.method,
    headers: {
      ...internalHeaders(token, principal),
      'x-request-id': request.id,
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

/** The problem of an app behind this server, with the address that its page has here, and its code for the log. */
function asOwn(body: Buffer, request: FastifyRequest, baseUrl: string): Buffer {
  const problem = JSON.parse(body.toString()) as { code: string; detail?: string };
  request.failure = { code: problem.code, ...(problem.detail ? { detail: problem.detail } : {}) };
  return Buffer.from(JSON.stringify({ ...problem, type: problemType(problem.code, baseUrl) }));
}

/** Whether no connection to the app was made, so that it cannot have seen the request. */
function isConnectFailure(error: unknown): boolean {
  const { syscall, code, cause, errors } = (error ?? {}) as NodeJS.ErrnoException & {
    cause?: unknown;
    errors?: unknown[];
  };
  if (errors !== undefined && errors.length > 0) return errors.every(isConnectFailure);
  if (syscall === 'connect' || syscall === 'getaddrinfo' || code === 'UND_ERR_CONNECT_TIMEOUT') return true;
  return cause !== undefined && isConnectFailure(cause);
}

/** A refusal of this server's own token must not look like one of the client's key, nor foreign pages like answers. */
function isPassable(status: number, headers: Headers): boolean {
  if (status < 400) return status < 300;
  return status !== 401 && headers.get('content-type') === problemMediaType;
}
