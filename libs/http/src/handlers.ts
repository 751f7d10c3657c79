import type { Actor } from '@florin/rules';
import type { CsvTable } from './answer/csv.ts';
import type { operations } from './generated/operations.ts';
import type { openOperations, operationsByService } from './generated/services.ts';
import type { Principal } from './authentication.ts';

/** The apps with an HTTP server. The server of the worker has only health and metrics, which every server has. */
export type ServiceName = Exclude<keyof typeof operationsByService, 'operations'> | 'worker';

type OperationId = keyof operations;

/** The operations that an app implements. */
type OperationsOf<S extends ServiceName> = S extends keyof typeof operationsByService
  ? (typeof operationsByService)[S][number]
  : never;

type Parameters<O extends OperationId, Place extends 'path' | 'query'> = operations[O]['parameters'] extends {
  [P in Place]?: infer Values;
}
  ? [Exclude<Values, undefined>] extends [never]
    ? Record<never, never>
    : Exclude<Values, undefined>
  : Record<never, never>;

type Body<O extends OperationId> = operations[O] extends {
  requestBody?: { content: { 'application/json': infer Json } };
}
  ? Json
  : operations[O] extends { requestBody?: { content: { 'application/x-www-form-urlencoded': unknown } } }
    ? URLSearchParams
    : undefined;

/** The JSON body of an answer. Operations with a format of their own for errors have bodies for these too. */
type JsonAnswer<O extends OperationId, Status extends number> = operations[O]['responses'] extends {
  [S in Status]: { content: { 'application/json': infer Json } };
}
  ? Json
  : never;
type AnswerBody<O extends OperationId> = JsonAnswer<O, 200> | JsonAnswer<O, 400> | JsonAnswer<O, 401>;

/** A request that has passed authentication, scopes and validation; defaults are filled in. */
export type OperationRequest<O extends OperationId> = {
  /** Null where the operation is open to everyone. */
  principal: O extends (typeof openOperations)[number] ? null : Principal;
  params: Parameters<O, 'path'>;
  query: Parameters<O, 'query'>;
  headers: NodeJS.Dict<string | string[]>;
  body: Body<O>;
  idempotencyKey: string | undefined;
  /** Entity tags of which one must match the current one. Undefined means no condition. */
  ifMatch: readonly string[] | undefined;
  /** The id by which the client knows the request: its own, or else the server's. */
  requestId: string;
  /** The request's span, if it is traced. */
  traceparent?: string | undefined;
  /** Who makes the request. Null where the operation is open to everyone. */
  actor: O extends (typeof openOperations)[number] ? null : Actor;
  /** How long the request waits for a busy account, in milliseconds. */
  waitMs: number;
  /** The media type of the answer, chosen from those that the contract has for the operation. */
  mediaType: string;
};

export type OperationAnswer<O extends OperationId> = {
  /** Default 200. */
  status?: number;
  headers?: Record<string, string>;
} & (
  | {
      body: AnswerBody<O>;
      /** Sent instead of the body to a client that accepts `text/csv`. Rows are read only then. */
      csv?: CsvTable;
    }
  | { body?: undefined; csv: CsvTable }
  | { body?: undefined; html: AsyncIterable<string> }
);

export type Handler<O extends OperationId> = (request: OperationRequest<O>) => Promise<OperationAnswer<O>>;

/** Exactly one handler for each operation of the app. */
export type Handlers<S extends ServiceName> = { [O in OperationsOf<S>]: Handler<O> };

/** A handler of an operation that is known only at run time. */
export type AnyHandler = (request: {
  principal: Principal | null;
  params: unknown;
  query: unknown;
  headers: NodeJS.Dict<string | string[]>;
  body: unknown;
  idempotencyKey: string | undefined;
  ifMatch: readonly string[] | undefined;
  requestId: string;
  traceparent?: string | undefined;
  actor: Actor | null;
  waitMs: number;
  mediaType: string;
}) => Promise<{
  status?: number;
  body?: unknown;
  csv?: CsvTable;
  html?: AsyncIterable<string>;
  headers?: Record<string, string>;
}>;
