import type { FakeLedger } from './fake-ledger.ts';

/** A request that is valid by the contract, with defaults filled in. */
export type FakeRequest = {
  operation: string;
  params: Record<string, string>;
  query: Record<string, unknown>;
  body: unknown;
  headers: Headers;
  /** The media type of the answer. */
  accept: string;
};

export type FakeAnswer = { body: unknown; headers?: Record<string, string>; mediaType?: string };

/** Carries out an operation. It changes only the ledger in memory. Throws a Refusal or a FakeProblem. */
export type Operation = (ledger: FakeLedger, request: FakeRequest) => FakeAnswer;

export type Operations = Readonly<Record<string, Operation>>;
