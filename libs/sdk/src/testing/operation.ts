import type { Books } from './books.ts';

/** A request that is what the contract says, defaults filled in. */
export type FakeRequest = {
  operation: string;
  params: Record<string, string>;
  query: Record<string, unknown>;
  body: unknown;
  headers: Headers;
  /** What the client wants to be answered in, of what the operation has. */
  accept: string;
};

export type FakeAnswer = { body: unknown; headers?: Record<string, string>; mediaType?: string };

/** What answers an operation. It changes nothing but the books, and throws Refusals. */
export type Operation = (books: Books, request: FakeRequest) => FakeAnswer;

export type Operations = Readonly<Record<string, Operation>>;
