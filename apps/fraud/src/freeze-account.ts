import {
  AuthenticationError,
  ConflictError,
  Florin,
  FlorinError,
  InvalidRequestError,
  NotFoundError,
  PermissionError,
} from '@florin/sdk';
import { AttemptTimedOut, attemptWithin } from '@florin/service';

/** The time limit of the whole request. The client's own limit is shorter, but may not end a request in every case. */
const timeoutMs = 6_000;

export type FreezeOutcome =
  | { status: 'done' | 'failed'; detail: string }
  /** A transient failure: retry. */
  | { status: 'later'; detail: string }
  /** The key does not work, or there is none: retry, because an operator can correct that. */
  | { status: 'unauthorized'; detail: string };

/**
 * Freezes an account through the bank's API. Freezing a frozen account changes nothing, so the call may be repeated unless
 * the account may have been unfrozen since.
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
  return isPermanent(error) ? 'failed' : 'later';
}

/** Whether a repeated request would fail in the same way. */
function isPermanent(error: FlorinError): boolean {
  if (error instanceof ConflictError) return error.code === 'state_conflict';
  return error instanceof NotFoundError || error instanceof InvalidRequestError;
}

/** Clients of the bank's API, by the prefixed id of the tenant whose key they use. */
export type BankClients = ReadonlyMap<string, Florin>;

/** `keys` are `tenant_…=flk_…`. Each key needs the scope accounts:freeze. */
export function createBankClients(url: string | undefined, keys: readonly string[]): BankClients {
  if (url === undefined) return new Map();
  return new Map(
    keys.map((each) => {
      const at = each.indexOf('=');
      // Actions have their own retry schedule, and an attempt that hangs must end before its lease.
      const client = new Florin({
        baseUrl: url,
        apiKey: each.slice(at + 1),
        timeoutMs: 5_000,
        maxRetries: 0,
      });
      return [each.slice(0, at), client];
    }),
  );
}
