/** What an answer says beside its data. */
export type Answer<T> = {
  data: T;
  /** True when the bank had carried this call out before and repeated its answer; nothing moved again. */
  replayed: boolean;
  status: number;
  headers: Headers;
  requestId: string | undefined;
  /** The key the call was sent under; undefined for reads. */
  idempotencyKey: string | undefined;
  /** How many times the request was sent. */
  attempts: number;
};

/**
 * A call under way. Await it for the data alone, or `withResponse()` for the data and how it was answered.
 * It is no subclass of Promise: one rejection, handled through either server, must not count as unhandled at the other.
 */
export class Call<T> implements Promise<T> {
  readonly #answer: Promise<Answer<T>>;

  constructor(answer: Promise<Answer<T>>) {
    this.#answer = answer;
  }

  /** The data together with status, headers, attempts, and whether the answer was a replay. */
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
