import { Call } from './call.ts';

/** One page of a list, newest first. `next_cursor` requests the next page. */
export type Page<T> = { data: T[]; has_more: boolean; next_cursor?: string | null };

/**
 * A list. `await` returns its first page. `for await` iterates over all items, and requests each further page when it
 * is needed. When the request of a page fails, the loop throws the error of that request.
 */
export class List<T, P extends Page<T> = Page<T>> extends Call<P> implements AsyncIterable<T> {
  readonly #pageAfter: (cursor: string) => Call<P>;

  constructor(pageAfter: (cursor?: string) => Call<P>) {
    super(pageAfter().withResponse());
    this.#pageAfter = pageAfter;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    let page: P = await this;
    while (true) {
      yield* page.data;
      if (!page.has_more || !page.next_cursor) return;
      page = await this.#pageAfter(page.next_cursor);
    }
  }
}
