import { canonicalJson, Refusal } from '@florin/rules';
import type { Kept } from './answers.ts';
import type { FakeRequest } from './operation.ts';

type Known = { request: string; answer: Kept };

/** The answers that are kept under idempotency keys. */
export class KnownKeys {
  readonly #known = new Map<string, Known>();

  /**
   * Returns the first answer under this key, or undefined for a new key. Throws a Refusal when the key was used for a
   * different request.
   */
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
