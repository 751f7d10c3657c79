import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
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
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(), timeoutMs);
    try {
      const response = await send(url, { headers, body, lookup, signal: limit.signal });
      const excerpt = await readExcerpt(response);
      const retryAfter = response.headers['retry-after'];
      const status = response.statusCode ?? 0;
      // Three digits are all that HTTP parsers insist on.
      if (status < 100 || status > 599) return { status: null, failure: `answered ${status}` };
      return { status, retryAfter, excerpt };
    } catch (error) {
      const failure = limit.signal.aborted ? `no answer within ${timeoutMs} ms` : reasonOf(error);
      return { status: null, failure };
    } finally {
      clearTimeout(timer);
    }
  };
}

type Sending = {
  headers: Record<string, string>;
  body: string;
  lookup: ReturnType<typeof createCheckedLookup>;
  signal: AbortSignal;
};

function send(url: string, { headers, body, lookup, signal }: Sending): Promise<IncomingMessage> {
  const request = url.startsWith('https:') ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const sent = request(url, {
      method: 'POST',
      headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
      // No agent: a connection kept open would outlive the check of its address.
      agent: false,
      maxHeaderSize: maxHeaderBytes,
      lookup,
      signal,
    });
    sent.on('response', resolve);
    sent.on('error', reject);
    sent.end(body);
  });
}

/**
 * The first bytes of the answer. The status has decided already, so a body that is slow, endless or broken off
 * changes nothing: reading stops at the limit, and the connection ends with it.
 */
async function readExcerpt(response: IncomingMessage): Promise<string> {
  const kept: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      if (bytes < excerptBytes) kept.push(chunk);
      bytes += chunk.length;
      if (bytes >= readLimitBytes) break;
    }
  } catch {
    // What came so far is what there is.
  } finally {
    response.destroy();
  }
  return readable(Buffer.concat(kept).subarray(0, excerptBytes));
}

/** Text that can be stored and shown anywhere: no NUL, no escape sequences, nothing that turns writing around. */
export function readable(bytes: Uint8Array): string {
  const text = new TextDecoder().decode(bytes);
  return text.replaceAll('\r\n', '\n').replace(/[^\P{C}\n\t]/gu, '\uFFFD');
}

/** By code and name only: an error's message may hold the URL. */
function reasonOf(error: unknown): string {
  if (error instanceof ForbiddenTarget) return `the URL ${error.message}`;
  const { code, name } = error as { code?: string; name?: string };
  return code ?? name ?? 'unreachable';
}
