/** The data of an answer, and facts about the call. */
export type Answer<T> = {
  data: T;
  /** True when the bank had carried out this request before and repeats its answer. No money moves again. */
  replayed: boolean;
  status: number;
  headers: Headers;
  requestId: string | undefined;
  /** The idempotency key of the request; undefined for reads. */
  idempotencyKey: string | undefined;
  /** The number of attempts: 1 without a retry. */
  attempts: number;
};

/**
 * A call in progress. `await call` returns the data; `await call.withResponse()` adds facts about the answer.
 * It is not a subclass of Promise: a rejection that the caller handles through `then` or through `withResponse()` must
 * not count as unhandled in the other.
 */
export class Call<T> implements Promise<T> {
  readonly #answer: Promise<Answer<T>>;

  constructor(answer: Promise<Answer<T>>) {
    this.#answer = answer;
  }

  /** Returns the data with status, headers and attempts, and whether the answer is a replay. */
  withResponse(): Promise<Answer<T>> {
    return this.#answer;
  }

  then<R = T, E = never>(
    onFulfilled?: ((data: T) => R | PromiseLike<R>) | null,
    onRejected?: ((reason: unknown) => E | PromiseLike<E>) | null,
  ): Promise<R | E> {
    return this.#answer.then((answer) => answer.data).then(onFulfilled, onRejected);
  }

  catch<E = never>(onRejected?: ((reason: unknown) => E | PromiseLike<E>) | null): Promise<T | E> {
    return this.then(undefined, onRejected);
  }

  finally(onSettled?: (() => void) | null): Promise<T> {
    return this.then().finally(onSettled);
  }

  get [Symbol.toStringTag](): string {
    return 'Call';
  }
}
