export { keyAuthentication } from './authentication.ts';
export { actingAppHeader, type SignCall } from './assertions.ts';
export {
  apiAuthenticationOf,
  calledByApiSettings,
  calledByFraudSettings,
  callerSettings,
  callSignerOf,
  cursorSettings,
  namingFraudApp,
  ownSignerOf,
  sealingSettings,
  secretsOf,
  warnOfInternalToken,
} from './internal-settings.ts';
export type { CsvTable, CsvValue } from './answer/csv.ts';
export type { ClaimKey } from './operation-routes.ts';
export { createHttpServer, type HttpServerOptions } from './http-server.ts';
export { escapeHtml } from './escape-html.ts';
export type { ServerContext } from './server-settings.ts';
export { listen } from './listen.ts';
export type { components } from './generated/operations.ts';
export { operationsByService, scopes } from './generated/services.ts';
export type { Handler, Handlers, OperationAnswer, OperationRequest } from './handlers.ts';
export type { Principal } from './authentication.ts';
export { problemCodes, type ProblemCodeEntry } from './problem-codes.ts';
export { databaseAway, Problem, rateLimited, validationFailed, type FieldError } from './problem.ts';
export { RateLimits, rateLimitSettings } from './rate-limits.ts';
export { createListCursors } from './list-cursors.ts';
export { securityContactOf, securityTextSettings } from './security-text.ts';
