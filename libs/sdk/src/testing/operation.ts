import type { Actor } from '@florin/rules';
import type { operations } from '../generated/openapi.ts';
import type { FakeLedger } from './fake-ledger.ts';

/** A request that is valid by the contract, with defaults filled in. */
export type FakeRequest = {
  operation: string;
  params: Record<string, string>;
  query: Record<string, unknown>;
  body: unknown;
  headers: Headers;
  /** Who makes the request. */
  actor: Actor;
  /** The media type of the answer. */
  accept: string;
};

type OperationId = keyof operations;

type QueryOf<O extends OperationId> = NonNullable<operations[O]['parameters']['query']>;

/** Parameters that are always there, because the contract has a default for them. */
type Filled<Query> = Query & {
  [Name in Extract<keyof Query, 'limit' | 'basis'>]-?: NonNullable<Query[Name]>;
};

type BodyOf<O extends OperationId> = operations[O] extends {
  requestBody?: { content: { 'application/json': infer Json } };
}
  ? Json
  : undefined;

/** The same with the types that the contract gives the query and the body of the operation. */
export type RequestOf<O extends OperationId> = FakeRequest & {
  query: Filled<QueryOf<O>>;
  body: BodyOf<O>;
};

export type FakeAnswer = { body: unknown; headers?: Record<string, string>; mediaType?: string };

/** Carries out an operation. It changes only the ledger in memory. Throws a Refusal or a FakeProblem. */
export type Operation<O extends OperationId> = (ledger: FakeLedger, request: RequestOf<O>) => FakeAnswer;

export type Operations = { readonly [O in OperationId]?: Operation<O> };
