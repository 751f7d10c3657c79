import { Agent as HttpAgent, request as requestHttp, type RequestOptions } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import { isNativeError } from 'node:util/types';
import { attemptWithin, AttemptTimedOut } from '@florin/service';
import { createCheckedLookup, ForbiddenTarget, type ResolveHost } from './checked-lookup.ts';
import { urlFault, type TargetPolicy } from './target-policy.ts';

/** The response: a status, or the reason why there is none. The reason never contains the URL, which may hold a secret. */
export type Reply =
  { status: number; retryAfter: string | undefined; excerpt: string } | { status: null; failure: string };

export type PostWebhook = (webhook: {
  url: string;
  headers: Record<string, string>;
  body: string;
  /** How much of the response's body is returned, at most `readLimitBytes`. Default 1,024. */
  excerptBytes?: number;
}) => Promise<Reply>;

/** More of a response's body is never read. */
export const readLimitBytes = 64 * 1024;
const maxHeaderBytes = 16 * 1024;
/** Everything that is received, including informational responses, framing and trailers. */
const receiveLimitBytes = 256 * 1024;
/** An idle connection of the operator's webhook is closed after this, before usual servers close it from their side. */
const keepAliveMs = 4_000;

/** The options that decide where a request goes: to checked addresses, or to any. */
type Route = Pick<RequestOptions, 'lookup' | 'agent'>;

/**
 * Creates the sender of webhooks to URLs of third parties: it connects only to addresses that the policy allows. Each
 * request has a connection of its own, because a kept connection would outlive the check of its address.
 */
export function createPostWebhook(options: {
  policy: TargetPolicy;
  resolve: ResolveHost;
  timeoutMs: number;
}): PostWebhook {
  const { policy, timeoutMs } = options;
  const route: Route = { lookup: createCheckedLookup(policy, options.resolve), agent: false };
  return async (webhook) => {
    // The URL may have been registered under another policy.
    const fault = urlFault(webhook.url, policy);
    if (fault !== undefined) return { status: null, failure: `the URL ${fault}` };
    return post(webhook, route, timeoutMs);
  };
}

/** Creates the sender of webhooks to the operator's own URL, which may be at any address. It keeps connections open. */
export function createPostToOperator(options: { timeoutMs: number }): PostWebhook {
  const kept = { keepAlive: true, timeout: keepAliveMs };
  const [http, https] = [new HttpAgent(kept), new HttpsAgent(kept)];
  return (webhook) =>
    post(webhook, { agent: webhook.url.startsWith('https:') ? https : http }, options.timeoutMs);
}

/**
 * POSTs within `timeoutMs`, which covers everything from the lookup of the host to the end of the response. Does not
 * follow redirects, reads 64 KiB at most, and never throws.
 */
async function post(webhook: Parameters<PostWebhook>[0], route: Route, timeoutMs: number): Promise<Reply> {
  const { excerptBytes = 1_024 } = webhook;
  const answer: Answer = { status: undefined, retryAfter: undefined, kept: [], bytes: 0 };
  try {
    await attemptWithin(timeoutMs, (signal) =>
      exchange({ ...webhook, excerptBytes }, { route, signal }, answer),
    );
  } catch (error) {
    // The status decides, also when the body is slow, endless or incomplete.
    if (answer.status === undefined) return { status: null, failure: reasonOf(error) };
  }
  const { status = 0, retryAfter, kept } = answer;
  // HTTP parsers accept any three digits.
  if (status < 100 || status > 599) return { status: null, failure: `answered ${status}` };
  return { status, retryAfter, excerpt: readable(Buffer.concat(kept).subarray(0, excerptBytes)) };
}

/** The part of the response that has been received so far. */
type Answer = {
  status: number | undefined;
  retryAfter: string | undefined;
  kept: Buffer[];
  bytes: number;
};

/** Resolves when the response has ended or enough of it was read; aborts the request with the signal. */
function exchange(
  { url, headers, body, excerptBytes }: Required<Parameters<PostWebhook>[0]>,
  { route, signal }: { route: Route; signal: AbortSignal },
  answer: Answer,
): Promise<void> {
  const request = url.startsWith('https:') ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const sent = request(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'accept-encoding': 'identity',
        ...headers,
        'content-length': String(Buffer.byteLength(body)),
      },
      maxHeaderSize: maxHeaderBytes,
      ...route,
    });
    const end = (finish: () => void) => {
      finish();
      sent.destroy();
    };
    signal.addEventListener('abort', () => end(() => reject(signal.reason)), { once: true });
    sent.on('error', reject);
    // Reached before any other event if the server closes the connection without a response.
    sent.on('close', () => reject(new NoAnswer('the connection was closed')));
    sent.on('socket', (socket) => {
      // A kept connection has read the responses of earlier requests.
      const readBefore = socket.bytesRead;
      const limit = () => {
        if (socket.bytesRead - readBefore > receiveLimitBytes)
          end(() => reject(new NoAnswer('sent too much')));
      };
      socket.on('data', limit);
      sent.on('close', () => socket.off('data', limit));
    });
    // 101: the server switches to another protocol, which was not requested.
    sent.on('upgrade', ({ statusCode }, socket) => {
      answer.status = statusCode;
      end(resolve);
      socket.destroy();
    });
    sent.on('response', (response) => {
      answer.status = response.statusCode ?? 0;
      answer.retryAfter = response.headers['retry-after'];
      response.on('error', reject);
      response.on('end', resolve);
      response.on('data', (chunk: Buffer) => {
        if (answer.bytes < excerptBytes) answer.kept.push(chunk);
        answer.bytes += chunk.length;
        if (answer.bytes >= readLimitBytes) end(resolve);
      });
    });
    sent.end(body);
  });
}

/** The connection ended before a status was received. The message is for the tenant. */
class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

/** Decodes text so that it can be stored and shown safely: replaces NUL, escape sequences and bidirectional controls. */
function readable(bytes: Uint8Array): string {
  const text = new TextDecoder().decode(bytes);
  return text.replaceAll('\r\n', '\n').replace(/[^\P{C}\n\t]/gu, '\uFFFD');
}

/** Reports codes and names only: an error's message may contain the URL. */
function reasonOf(error: unknown): string {
  if (error instanceof ForbiddenTarget) return `the URL ${error.message}`;
  if (error instanceof AttemptTimedOut || error instanceof NoAnswer) return error.message;
  if (!isNativeError(error)) return 'unreachable';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
