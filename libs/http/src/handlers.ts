import type { CsvTable } from './answer/csv.ts';
import type { operations } from './generated/operations.ts';
import type { openOperations, operationsByService } from './generated/services.ts';
import type { Principal } from './principal.ts';

/** The apps that have an HTTP server. The worker's serves health and metrics only, as all servers do. */
export type ServiceName = Exclude<keyof typeof operationsByService, 'operations'> | 'worker';

type OperationId = keyof operations;

/** The operations that an app itself serves. */
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

/** What the operation answers in JSON: its success, and refusals where it has a form of its own for them. */
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
  /** The entity tags of which one must be the present one; undefined sets no condition. */
  ifMatch: readonly string[] | undefined;
  requestId: string;
  /** How long the request is willing to wait for a busy account, in milliseconds. */
  waitMs: number;
  /** What the answer will be in, of those that the contract has for the operation. */
  mediaType: string;
};

export type OperationAnswer<O extends OperationId> = {
  /** 200 unless said otherwise. */
  status?: number;
  headers?: Record<string, string>;
} & (
  | {
      body: AnswerBody<O>;
      /** Sent in place of the body to who wants `text/csv`; rows are asked for only then. */
      csv?: CsvTable;
    }
  | { body?: undefined; csv: CsvTable }
  | { body?: undefined; html: AsyncIterable<string> }
);

export type Handler<O extends OperationId> = (request: OperationRequest<O>) => Promise<OperationAnswer<O>>;

/** One handler for each operation of the app, no more and no less. */
export type Handlers<S extends ServiceName> = { [O in OperationsOf<S>]: Handler<O> };

/** A handler whose operation is known at run time only. */
export type AnyHandler = (request: {
  principal: Principal | null;
  params: unknown;
  query: unknown;
  headers: NodeJS.Dict<string | string[]>;
  body: unknown;
  idempotencyKey: string | undefined;
  ifMatch: readonly string[] | undefined;
  requestId: string;
  waitMs: number;
  mediaType: string;
}) => Promise<{
  status?: number;
  body?: unknown;
  csv?: CsvTable;
  html?: AsyncIterable<string>;
  headers?: Record<string, string>;
}>;
