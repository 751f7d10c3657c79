import type { IncomingHttpHeaders } from 'node:http';
import { Problem } from '../problem.ts';

/** Throws a Problem if a body is compressed or in another charset than UTF-8. */
export function refuseEncodings(headers: IncomingHttpHeaders): void {
  const encoding = headers['content-encoding']?.trim().toLowerCase() || 'identity';
  if (encoding !== 'identity') {
    throw new Problem('unsupported_media_type', {
      detail: `The body is compressed (Content-Encoding: ${shown(encoding)}); send it as it is.`,
      // RFC 9110, 12.5.3: which encodings a request's body may have.
      headers: { 'accept-encoding': 'identity' },
    });
  }
  const charset = /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(headers['content-type'] ?? '')?.[1] ?? 'utf-8';
  if (/^utf-?8$/i.test(charset)) return;
  throw new Problem('unsupported_media_type', {
    detail: `The body is in the charset ${shown(charset)}; send it in UTF-8.`,
  });
}

/** The Problem of a body with the wrong media type. */
export function wrongMediaType(type: string | undefined): Problem {
  const sent = type?.split(';')[0]?.trim() ?? '';
  const what = sent === '' ? 'The body has no Content-Type' : `The body is declared as ${shown(sent)}`;
  return new Problem('unsupported_media_type', { detail: `${what}; send it as application/json in UTF-8.` });
}

/** A value from the client, if it is safe to repeat. */
const shown = (text: string): string => (/^[\w.+/, -]{1,60}$/.test(text) ? text : 'something else');
