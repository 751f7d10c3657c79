import type { Kept } from './answers.ts';
import type { FakeRequest } from './operation.ts';
import { Refusal } from './refusal.ts';

type Known = { fingerprint: string; answer: Kept };

/** What was answered under which key. */
export class KnownKeys {
  readonly #known = new Map<string, Known>();

  /** The first answer under this key, or nothing where it is new. Throws where it came with something else. */
  find(key: string, request: FakeRequest): Kept | undefined {
    const known = this.#known.get(key);
    if (!known) return undefined;
    if (known.fingerprint !== fingerprintOf(request)) {
      const detail = 'This Idempotency-Key was used before for a different request.';
      throw new Refusal('idempotency_key_reused', detail);
    }
    const { status, text, headers } = known.answer;
    return { status, text, headers: { ...headers, 'idempotent-replayed': 'true' } };
  }

  keep(key: string, request: FakeRequest, answer: Kept): void {
    this.#known.set(key, { fingerprint: fingerprintOf(request), answer });
  }
}

/** What was asked for, whatever the order of its names. */
function fingerprintOf({ operation, params, body }: FakeRequest): string {
  return JSON.stringify([operation, params, body], (_, value: unknown) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
