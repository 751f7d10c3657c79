import {
  AuthenticationError,
  ConnectionError,
  FlorinError,
  InvalidRequestError,
  PermissionError,
  RateLimitError,
  ServerError,
} from '@florin/sdk';
import { CommanderError } from 'commander';
import { exitCodes, type ExitCode } from './exit-codes.ts';
import { isNativeError } from 'node:util/types';

/** The command line is invalid. One line says what is wrong, and what is valid. */
export class UsageError extends Error {}

/** No API key is configured. */
export class NotLoggedIn extends Error {}

/** The bank answered a request of `florin api` that the key may not make it. */
export class NotAllowed extends Error {}

/** The bank refused a part of the work. The details were printed already. */
export class PartlyRefused extends Error {}

/** The bank answers that it is not ready. */
export class NotReady extends Error {}

/** The output of a failed command on stderr: lines for people, or one JSON object. */
export type Failure = {
  exitCode: ExitCode;
  code: string;
  message: string;
  /** The invalid fields, by JSON pointer. */
  errors?: { pointer: string; message: string }[];
  /** The page that documents the code. */
  page?: string;
  request_id?: string;
  idempotency_key?: string;
  /** Money may have moved; the same command with this idempotency key settles it. */
  outcome_unknown?: boolean;
};

/** Turns anything that was thrown into a failure. `url` is the base of the address of a code's page. */
export function failureOf(error: unknown, url?: string): Failure {
  if (error instanceof FlorinError) return failedCall(error, url);
  if (error instanceof CommanderError || error instanceof UsageError)
    return { exitCode: exitCodes.usage, code: 'usage', message: error.message };
  if (error instanceof NotLoggedIn)
    return { exitCode: exitCodes.notAllowed, code: 'not_logged_in', message: error.message };
  if (error instanceof NotAllowed)
    return { exitCode: exitCodes.notAllowed, code: 'not_allowed', message: error.message };
  if (error instanceof PartlyRefused)
    return { exitCode: exitCodes.refused, code: 'partly_refused', message: error.message };
  if (error instanceof NotReady)
    return { exitCode: exitCodes.unreachable, code: 'not_ready', message: error.message };
  if (isFileTrouble(error)) return { exitCode: exitCodes.usage, code: error.code, message: error.message };
  return {
    exitCode: exitCodes.bug,
    code: 'bug',
    message: String((isNativeError(error) && error.stack) || error),
  };
}

function failedCall(error: FlorinError, url: string | undefined): Failure {
  const { code, message, problem, requestId, idempotencyKey, outcomeUnknown } = error;
  const fields = error instanceof InvalidRequestError ? error.errors : [];
  return {
    exitCode: exitCodeOf(error),
    code,
    message,
    ...(fields.length > 0 ? { errors: fields } : {}),
    ...(problem?.type && url ? { page: new URL(problem.type, url).href } : {}),
    ...(requestId ? { request_id: requestId } : {}),
    ...(outcomeUnknown && idempotencyKey ? { idempotency_key: idempotencyKey, outcome_unknown: true } : {}),
  };
}

function exitCodeOf(error: FlorinError): ExitCode {
  if (error instanceof AuthenticationError || error instanceof PermissionError) return exitCodes.notAllowed;
  const mayPass =
    error instanceof ConnectionError || error instanceof ServerError || error instanceof RateLimitError;
  return mayPass || error.outcomeUnknown ? exitCodes.unreachable : exitCodes.refused;
}

/** A file that is missing, unreadable, or a folder: a user error, not a bug. */
function isFileTrouble(error: unknown): error is NodeJS.ErrnoException & { code: string } {
  if (!isNativeError(error) || !('code' in error) || typeof error.code !== 'string') return false;
  return ['ENOENT', 'EACCES', 'EISDIR', 'ENOTDIR', 'EEXIST', 'ENOSPC', 'EROFS', 'EPERM'].includes(error.code);
}

/** Codes of the program itself. They have no page. */
const ownCodes = new Set(['usage', 'bug', 'not_logged_in', 'not_allowed', 'partly_refused', 'not_ready']);

/** The lines for people. */
export function failureLines({ code, message, errors, page, request_id, ...rest }: Failure): string[] {
  const isCoded = !ownCodes.has(code);
  return [
    isCoded ? `${message} (${code})` : message,
    ...(errors ?? []).map((error) => `  ${error.pointer || '/'}: ${error.message}`),
    ...(page ? [`  See ${page}`] : []),
    ...(request_id ? [`  Request ${request_id}`] : []),
    ...(rest.outcome_unknown
      ? [
          '  Whether money moved is not known. The same command settles it, and moves it at most once, with',
          `  --idempotency-key ${rest.idempotency_key}`,
        ]
      : []),
  ];
}
