import {
  AuthenticationError,
  ConflictError,
  Florin,
  FlorinError,
  InvalidRequestError,
  NotFoundError,
  PermissionError,
} from '@florin/sdk';
import { actingAppHeader, type SignCall } from '@florin/http';
import { systemActor } from '@florin/rules';
import type { ReportedMovement } from './action-store.ts';
import { AttemptTimedOut, attemptWithin } from '@florin/service';

/** The time limit of the whole request. The client's own limit is shorter, but may not end a request in every case. */
const timeoutMs = 6_000;

export type FreezeOutcome =
  | { status: 'done' | 'failed'; detail: string }
  /** A transient failure: retry. */
  | { status: 'later'; detail: string }
  /** The key does not work, or there is none: retry, because an operator can correct that. */
  | { status: 'unauthorized'; detail: string };

/** The time limit for confirming all movements of an alert, of which there are at most some dozens. */
const confirmWithinMs = 30_000;

/**
 * Confirms with the bank's API that the movements of an alert exist, on this account and with these amounts. An event is only
 * what somebody wrote into a topic; an account is never frozen because of a movement that the ledger does not have. Returns
 * undefined if all exist, else the outcome of the attempt.
 */
export async function confirmMovements(
  client: Florin,
  accountId: string,
  evidence: readonly ReportedMovement[],
): Promise<FreezeOutcome | undefined> {
  const unknown = (id: string): FreezeOutcome => ({
    status: 'failed',
    detail: `The bank has no such movement ${id} of this account: the account is not frozen.`,
  });
  let id = '';
  try {
    return await attemptWithin(confirmWithinMs, async (signal) => {
      for (const { transaction_id, amount, currency } of evidence) {
        id = transaction_id;
        const found = await client.transactions.get(id, { signal });
        const isOfAccount = [found.account_id, found.counterparty_account_id].includes(accountId);
        const isAsReported =
          (amount === undefined || found.amount === amount) &&
          (currency === undefined || found.currency === currency);
        if (!isOfAccount || !isAsReported) return unknown(id);
      }
      return undefined;
    });
  } catch (error) {
    return error instanceof NotFoundError ? unknown(id) : outcomeOf(error);
  }
}

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
    return outcomeOf(error);
  }
}

function outcomeOf(error: unknown): FreezeOutcome {
  if (error instanceof AttemptTimedOut)
    return { status: 'later', detail: `The bank's API: ${error.message}` };
  if (!(error instanceof FlorinError)) throw error;
  return { status: statusOf(error), detail: `The bank's API: ${error.message}` };
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

/**
 * `keys` are `tenant_…=flk_…`. Each key needs the scopes accounts:freeze and transactions:read. With `signCall` each request
 * states that this app makes it, so that the actor of a freeze is the app on behalf of the key.
 */
export function createBankClients(
  url: string | undefined,
  keys: readonly string[],
  signCall?: SignCall,
): BankClients {
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
        ...(signCall && { fetch: signedFetch(each.slice(0, at), signCall) }),
      });
      return [each.slice(0, at), client];
    }),
  );
}

/** A `fetch` that states in each request for a tenant that this app makes it. It may do nothing by that. */
function signedFetch(tenantId: string, signCall: SignCall): typeof fetch {
  const { id: credentialId } = systemActor('fraud');
  return async (input, init) => {
    const request = new Request(input, init);
    const { method } = request;
    const requestId = request.headers.get('x-request-id') ?? '';
    const principal = { tenantId, credentialId, scopes: new Set<string>() };
    const { pathname: path } = new URL(request.url);
    const statement = await signCall({ audience: 'api', method, path, principal, requestId });
    request.headers.set(actingAppHeader, statement);
    return fetch(request);
  };
}
