import { canonicalJson, Refusal } from '@florin/rules';
import type { Kept } from './answers.ts';
import type { FakeRequest } from './operation.ts';

type Known = { request: string; answer: Kept };

/** The answers that were given under idempotency keys. */
export class KnownKeys {
  readonly #known = new Map<string, Known>();

  /** The first answer under this key; undefined for a new key. Throws where the key came with another request. */
  find(key: string, request: FakeRequest): Kept | undefined {
    const known = this.#known.get(key);
    if (!known) return undefined;
    if (known.request !== textOf(request)) {
      const message = 'This Idempotency-Key was used before for a different request.';
      throw new Refusal('idempotency_key_reused', message);
    }
    const { status, text, headers } = known.answer;
    return { status, text, headers: { ...headers, 'idempotent-replayed': 'true' } };
  }

  keep(key: string, request: FakeRequest, answer: Kept): void {
    this.#known.set(key, { request: textOf(request), answer });
  }
}

function textOf({ operation, params, body }: FakeRequest): string {
  return canonicalJson([operation, params, body]);
}
