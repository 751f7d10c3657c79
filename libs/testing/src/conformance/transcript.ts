import { createContractChecker } from './contract-checker.ts';

/** An answer, reduced to what two banks have to have in common. */
export type Exchange = { operation: string; status: number; headers: Record<string, string>; body: unknown };

export type Transcript = { fetch: typeof globalThis.fetch; exchanges: Exchange[] };

/** Created once and only when it is used: reading the contract takes a third of a second. */
let checker: ReturnType<typeof createContractChecker> | undefined;
const headersThatCount = [
  'idempotent-replayed',
  'dry-run',
  'etag',
  'retry-after',
  'www-authenticate',
  'allow',
];
const idPattern = /\b(acct|txn|sched|batch|key|audit)_(?!0{26})[0-9a-z]{26}\b/g;
const timePattern = /\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g;

/**
 * A `fetch` that checks every answer against the contract and records it. Ids are replaced by the order in which they
 * appear and times by a fixed text, so that two banks that did the same have the same transcript.
 */
export function createTranscript(fetch: typeof globalThis.fetch): Transcript {
  const exchanges: Exchange[] = [];
  const names = new Map<string, string>();
  const nameOf = (id: string, kind: string) => {
    const known = names.get(id) ?? `${kind} ${names.size + 1}`;
    names.set(id, known);
    return known;
  };
  const plain = (text: string) => text.replaceAll(idPattern, nameOf).replaceAll(timePattern, 'a time');
  return {
    exchanges,
    async fetch(input, init) {
      const request = new Request(input, init);
      const response = await fetch(request);
      const { status, headers } = response;
      const mediaType = (headers.get('content-type') ?? '').split(';')[0]!;
      const text = await response.clone().text();
      const body = mediaType.endsWith('json') ? (JSON.parse(text) as unknown) : text;
      const operation = (checker ??= createContractChecker())(request.method, new URL(request.url).pathname, {
        status,
        mediaType,
        body,
      });
      const kept = headersThatCount.flatMap((name) => {
        const value = headers.get(name);
        return value === null ? [] : [[name, value]];
      });
      exchanges.push({
        operation,
        status,
        headers: Object.fromEntries(kept) as Record<string, string>,
        body: reduced(body, plain),
      });
      return response;
    },
  };
}

function reduced(value: unknown, plain: (text: string) => string): unknown {
  if (typeof value === 'string') return plain(value);
  if (Array.isArray(value)) return value.map((each) => reduced(each, plain));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([name]) => name !== 'request_id');
  const fields = entries.map(([name, each]) => {
    if (name === 'next_cursor') return [name, each !== null];
    // Each of them has its pages at its own address.
    if (typeof each === 'string' && /^https?:.*\/docs\/errors\/\w+$/.test(each))
      return [name, new URL(each).pathname];
    return [name, reduced(each, plain)];
  });
  const exchanges = Object.fromEntries(fields) as Record<string, unknown>;
  return aboutForm.has(exchanges['code']) ? withoutWords(exchanges) : exchanges;
}

/** Problems with the form of a request. The real bank describes them in more words; code and place are the same. */
const aboutForm: ReadonlySet<unknown> = new Set([
  'validation_failed',
  'malformed_json',
  'unsupported_media_type',
  'unauthenticated',
]);

/** Both banks name the same wrong fields, each in its own words. */
function withoutWords({ detail: _, errors, ...problem }: Record<string, unknown>): object {
  const places = (errors as { in: string; pointer: string }[] | undefined)?.map(
    ({ in: place, pointer }) => `${place} ${pointer}`,
  );
  return places === undefined ? problem : { ...problem, errors: [...new Set(places)].sort() };
}
