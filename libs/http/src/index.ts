export { internalAuthentication, internalHeaders, keyAuthentication } from './authentication.ts';
export type { CsvTable, CsvValue } from './answer/csv.ts';
export type { ProblemFrom } from './answer/error-handler.ts';
export type { ClaimKey, ForwardedRequest } from './operation-routes.ts';
export { createHttpServer, type HttpServerOptions } from './http-server.ts';
export { exact } from './answer/exact.ts';
export { escapeHtml } from './escape-html.ts';
export type { ServerContext } from './server-context.ts';
export { firstMomentOf, monthOf } from './contract/time-keywords.ts';
export { listen } from './listen.ts';
export type { components, operations } from './generated/operations.ts';
export { operationsByService, scopes } from './generated/services.ts';
export type {
  Handler,
  Handlers,
  OperationAnswer,
  OperationId,
  OperationRequest,
  OperationsOf,
  ServiceName,
} from './handlers.ts';
export type { Authenticate, Principal } from './principal.ts';
export { isProblemCode, problemCodes, type ProblemCode, type ProblemCodeEntry } from './problem-codes.ts';
export { databaseAway, Problem, validationFailed, type FieldError, type ProblemOptions } from './problem.ts';
export { createListCursors, type ListCursors, type ListRequest } from './list-cursors.ts';
