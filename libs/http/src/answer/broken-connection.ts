import { randomUUID } from 'node:crypto';
import { STATUS_CODES, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { AnswerLog } from './answer-log.ts';
import type { FindBaseUrl } from './base-url.ts';
import type { Measurements } from '../measurements.ts';
import type { ProblemCode } from '../problem-codes.ts';
import { Problem } from '../problem.ts';
import { serverRequestIdHeader } from '../request/headers.ts';
import { problemBody, problemMediaType } from './problem-answer.ts';

// How long a refused connection may continue to send before it is closed. Closing a socket with unread data resets it,
// and the reset may reach the client before the answer.
const lingerMs = 1_000;

const codeByNodeError: Record<string, ProblemCode> = {
  HPE_HEADER_OVERFLOW: 'headers_too_large',
  ERR_HTTP_REQUEST_TIMEOUT: 'request_timeout',
};

/**
 * Refuses input that is not a complete request (malformed bytes, oversized headers, too slow) with a problem, and closes
 * the connection. If answers to earlier requests are outstanding, the client would confuse the refusal with one of them:
 * the connection then closes after the last answer, without a refusal.
 */
export function createConnectionRefusals(
  measurements: Measurements,
  log: AnswerLog,
  findBaseUrl: FindBaseUrl,
) {
  const refused = new WeakSet<Socket>();
  const answersOf = new WeakMap<Socket, ServerResponse[]>();

  return {
    /** Must observe every request before it is answered. */
    watch(server: Server): void {
      server.prependListener('request', ({ socket }: IncomingMessage, answer: ServerResponse) => {
        const answers = answersOf.get(socket);
        if (!answers) return void answersOf.set(socket, [answer]);
        while (answers[0] && !isDue(answers[0])) answers.shift();
        answers.push(answer);
      });
    },

    /** Handles Node's `clientError`. */
    refuse(error: Error & { code?: string }, socket: Socket): void {
      if (refused.has(socket)) return;
      refused.add(socket);
      if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
      const code = codeByNodeError[error.code ?? ''] ?? 'malformed_request';
      const answers = answersOf.get(socket) ?? [];
      // The error may be in the body of a request that is still arriving. Then that request is refused, unless it was
      // answered already.
      const isUnfinished = answers.at(-1)?.req.complete === false;
      const unanswered = isUnfinished && !answers.at(-1)?.headersSent ? answers.pop() : undefined;
      // The client disconnected while sending its body.
      if (unanswered && error.code === 'HPE_INVALID_EOF_STATE') return void socket.destroy();
      measurements.broken(code);
      const lastDue = answers.findLast(isDue);
      if (lastDue) closeAfter(lastDue, socket);
      else if (isUnfinished && !unanswered) end(socket);
      else
        end(
          socket,
          rawProblem(new Problem(code), { log, unanswered, baseUrl: findBaseUrl(undefined, socket) }),
        );
    },
  };
}

const isDue = (answer: ServerResponse): boolean => !answer.writableFinished && !answer.destroyed;

function closeAfter(answer: ServerResponse, socket: Socket): void {
  if (!answer.headersSent) answer.shouldKeepAlive = false;
  // Node destroys the socket after an answer with `Connection: close`, even with unread data.
  socket.destroySoon = () => end(socket);
  answer.once('close', () => end(socket));
}

function end(socket: Socket, text?: string): void {
  if (socket.writableEnded) return;
  if (text === undefined) socket.end();
  else socket.end(text);
  setTimeout(() => socket.destroy(), lingerMs).unref();
}

/** Node answers an unknown `Expect` with an empty 417. Here it is an ordinary request that is refused with a problem. */
export function passOnExpectations(server: Server): void {
  server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => {
    server.emit('request', request, response);
  });
}

type Refused = { log: AnswerLog; unanswered: ServerResponse | undefined; baseUrl: string };

function rawProblem(problem: Problem, { log, unanswered, baseUrl }: Refused): string {
  const requestId = randomUUID();
  log.broken(problem, requestId, unanswered);
  const body = problemBody(problem, { instance: '', requestId, baseUrl });
  return [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
    `content-type: ${problemMediaType}`,
    `content-length: ${Buffer.byteLength(body)}`,
    `x-request-id: ${requestId}`,
    `${serverRequestIdHeader}: ${requestId}`,
    'x-content-type-options: nosniff',
    'cache-control: no-store',
    'connection: close',
    '',
    body,
  ].join('\r\n');
}
