import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { attemptWithin, AttemptTimedOut } from '@florin/service';
import { createCheckedLookup, ForbiddenTarget, type ResolveHost } from './checked-lookup.ts';
import { urlFault, type TargetPolicy } from './target-policy.ts';

/** What came back: a status, or a reason why none did, for people and without the URL, which may hold a secret. */
export type Reply =
  { status: number; retryAfter: string | undefined; excerpt: string } | { status: null; failure: string };

export type PostWebhook = (webhook: {
  url: string;
  headers: Record<string, string>;
  body: string;
}) => Promise<Reply>;

const readLimitBytes = 64 * 1024;
const excerptBytes = 1_024;
const maxHeaderBytes = 16 * 1024;
/** With all that is no body: informational answers, framing, trailers. */
const receiveLimitBytes = 256 * 1024;

/**
 * POSTs to where a third party wants it: to checked addresses only, within `timeoutMs` from the name's lookup to the
 * answer's end, over a connection of its own, without following a redirect, reading 64 KiB at most. Never throws.
 */
export function createPostWebhook(options: {
  policy: TargetPolicy;
  resolve: ResolveHost;
  timeoutMs: number;
}): PostWebhook {
  const { policy, timeoutMs } = options;
  const lookup = createCheckedLookup(policy, options.resolve);

  return async ({ url, headers, body }) => {
    // Registered under another policy, perhaps.
    const fault = urlFault(url, policy);
    if (fault !== undefined) return { status: null, failure: `the URL ${fault}` };
    const answer: Answer = { status: undefined, retryAfter: undefined, kept: [], bytes: 0 };
    try {
      await attemptWithin(timeoutMs, (signal) => exchange(url, { headers, body, lookup, signal }, answer));
    } catch (error) {
      // The status has decided already: a body that is slow, endless or broken off changes nothing.
      if (answer.status === undefined) return { status: null, failure: reasonOf(error) };
    }
    const { status = 0, retryAfter, kept } = answer;
    // Three digits are all that HTTP parsers insist on.
    if (status < 100 || status > 599) return { status: null, failure: `answered ${status}` };
    return { status, retryAfter, excerpt: readable(Buffer.concat(kept).subarray(0, excerptBytes)) };
  };
}

/** What has come so far. */
type Answer = {
  status: number | undefined;
  retryAfter: string | undefined;
  kept: Buffer[];
  bytes: number;
};

type Sending = {
  headers: Record<string, string>;
  body: string;
  lookup: ReturnType<typeof createCheckedLookup>;
  signal: AbortSignal;
};

/** Resolves when nothing more of the answer is wanted; the connection ends then, and with the signal. */
function exchange(url: string, { headers, body, lookup, signal }: Sending, answer: Answer): Promise<void> {
  const request = url.startsWith('https:') ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const sent = request(url, {
      method: 'POST',
      headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
      // No agent: a connection kept open would outlive the check of its address.
      agent: false,
      maxHeaderSize: maxHeaderBytes,
      lookup,
    });
    const end = (finish: () => void) => {
      finish();
      sent.destroy();
    };
    signal.addEventListener('abort', () => end(() => reject(signal.reason)), { once: true });
    sent.on('error', reject);
    // Without any of the events below and without an error: what the other side has said was no answer.
    sent.on('close', () => reject(new NoAnswer('the connection was closed')));
    sent.on('socket', (socket) => {
      socket.on('data', () => {
        if (socket.bytesRead > receiveLimitBytes) end(() => reject(new NoAnswer('sent too much')));
      });
    });
    // 101: it wants to speak something else from now on. Nobody has asked for that.
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

/** The connection ended before there was a status. The message is for people. */
class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

/** Text that can be stored and shown anywhere: no NUL, no escape sequences, nothing that turns writing around. */
function readable(bytes: Uint8Array): string {
  const text = new TextDecoder().decode(bytes);
  return text.replaceAll('\r\n', '\n').replace(/[^\P{C}\n\t]/gu, '\uFFFD');
}

/** By code and name only: an error's message may hold the URL. */
function reasonOf(error: unknown): string {
  if (error instanceof ForbiddenTarget) return `the URL ${error.message}`;
  if (error instanceof AttemptTimedOut || error instanceof NoAnswer) return error.message;
  const { code, name } = error as { code?: string; name?: string };
  return code ?? name ?? 'unreachable';
}
