import {
  AuthenticationError,
  ConflictError,
  FlorinError,
  InvalidRequestError,
  NotFoundError,
  PermissionError,
  type Florin,
} from '@florin/sdk';
import { attemptWithin, AttemptTimedOut } from '@florin/service';

/** For the request as a whole; the client's own limit comes first unless it cannot end what it has begun. */
const timeoutMs = 6_000;

export type FreezeOutcome =
  | { status: 'done' | 'failed'; detail: string }
  /** Weather: worth another attempt. */
  | { status: 'later'; detail: string }
  /** The key does not work, or there is none: somebody has to do something, and then it is worth another attempt. */
  | { status: 'unauthorized'; detail: string };

/**
 * Freezes an account through the bank's API. Freezing what is frozen changes nothing there, so this may be repeated for
 * as long as nobody can have unfrozen it since.
 */
export async function freezeAccount(
  client: Florin,
  accountId: string,
  requestId: string,
): Promise<FreezeOutcome> {
  try {
    await attemptWithin(timeoutMs, (signal) => client.accounts.freeze(accountId, { requestId, signal }));
    return { status: 'done', detail: 'The account is frozen.' };
  } catch (error) {
    if (error instanceof AttemptTimedOut)
      return { status: 'later', detail: `The bank's API: ${error.message}` };
    if (!(error instanceof FlorinError)) throw error;
    const detail = `The bank's API: ${error.message}`;
    return { status: statusOf(error), detail };
  }
}

function statusOf(error: FlorinError): FreezeOutcome['status'] {
  if (error instanceof AuthenticationError || error instanceof PermissionError) return 'unauthorized';
  return isForGood(error) ? 'failed' : 'later';
}

/** Asking again would get the same answer. */
function isForGood(error: FlorinError): boolean {
  if (error instanceof ConflictError) return error.code === 'state_conflict';
  return error instanceof NotFoundError || error instanceof InvalidRequestError;
}
