import { randomUUID } from 'node:crypto';
import { STATUS_CODES, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Measurements } from '../measurements.ts';
import type { ProblemCode } from '../problem-codes.ts';
import { Problem } from '../problem.ts';
import { problemBody, problemMediaType } from './problem-answer.ts';

// So long a connection that has got its refusal may go on sending before it is cut: closing a socket with unread
// data resets it, and the reset would overtake the answer.
const lingerMs = 1_000;

const codeByNodeError: Record<string, ProblemCode> = {
  HPE_HEADER_OVERFLOW: 'headers_too_large',
  ERR_HTTP_REQUEST_TIMEOUT: 'request_timeout',
};

/** Answers what never became a request (garbage, oversized headers, too slow) with a problem, and hangs up. */
export function createBrokenConnectionHandler(measurements: Measurements) {
  const refused = new WeakSet<Socket>();

  return (error: Error & { code?: string }, socket: Socket): void => {
    if (refused.has(socket)) return;
    refused.add(socket);
    const code = codeByNodeError[error.code ?? ''] ?? 'malformed_request';
    const answer = (socket as Socket & { _httpMessage?: ServerResponse })._httpMessage;
    if (error.code === 'ECONNRESET' || !socket.writable || answer?.headersSent) {
      socket.destroy();
      return;
    }
    measurements.broken(code);
    socket.end(rawProblem(new Problem(code)));
    setTimeout(() => socket.destroy(), lingerMs).unref();
  };
}

/** Node answers an unknown `Expect` with an empty 417; here it is a problem like all others. */
export function refuseExpectations(server: Server, measurements: Measurements): void {
  server.on('checkExpectation', (_request: IncomingMessage, response: ServerResponse) => {
    measurements.broken('malformed_request');
    const problem = new Problem('malformed_request', { detail: 'Only "Expect: 100-continue" can be met.' });
    response.socket?.end(rawProblem(problem));
  });
}

function rawProblem(problem: Problem): string {
  const requestId = randomUUID();
  const body = problemBody(problem, '', requestId);
  return [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
    `content-type: ${problemMediaType}`,
    `content-length: ${Buffer.byteLength(body)}`,
    `x-request-id: ${requestId}`,
    'x-content-type-options: nosniff',
    'cache-control: no-store',
    'connection: close',
    '',
    body,
  ].join('\r\n');
}
