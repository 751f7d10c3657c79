import { Call } from './call.ts';

/** One page of a list, newest first. */
export type Page<T> = { data: T[]; has_more: boolean; next_cursor?: string | null };

/**
 * A list: `for await` walks through all of it, page by page as it goes; awaiting it gives the first page.
 * An error while walking leaves the loop as that page's error.
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
