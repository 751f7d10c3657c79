import type { IncomingMessage } from 'node:http';
import { Problem } from '../problem.ts';
import { isTarget } from './target.ts';

/** Headers that must not be repeated, because proxies and servers disagree on which one counts. */
const single = new Set(['host', 'authorization', 'x-api-key', 'content-type', 'idempotency-key']);
const singleLengths = new Set([...single].map(({ length }) => length));

/** Checks the request line and the headers of any request. Returns the Problem, or undefined. */
export function findHeadProblem(request: IncomingMessage): Problem | undefined {
  const { httpVersion, headers, url = '' } = request;
  if (httpVersion !== '1.1' && httpVersion !== '1.0') {
    return malformed(`This is HTTP/1.1: HTTP/${httpVersion} is not spoken here.`);
  }
  if (!isTarget(url)) return malformed('The request target is not a path, or has a "#" in it.');
  if (httpVersion === '1.1') {
    if (headers.host === undefined) return malformed('The Host header is missing.');
    if (headers.expect !== undefined && headers.expect.toLowerCase() !== '100-continue') {
      return new Problem('expectation_failed');
    }
  }
  const repeated = findRepeated(request.rawHeaders);
  return repeated === undefined ? undefined : malformed(`The header ${repeated} stands more than once.`);
}

function findRepeated(rawHeaders: readonly string[]): string | undefined {
  let seen: string[] | undefined;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const written = rawHeaders[at] ?? '';
    if (!singleLengths.has(written.length)) continue;
    const name = written.toLowerCase();
    if (!single.has(name)) continue;
    if (seen?.includes(name)) return written;
    (seen ??= []).push(name);
  }
  return undefined;
}

const malformed = (detail: string): Problem =>
  new Problem('malformed_request', { detail, headers: { connection: 'close' } });
