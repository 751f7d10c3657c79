import type { Database } from '@florin/database';
import type { ClaimKey } from '@florin/http';
import { takeForwardedKey, type ForwardedOutcome } from '@florin/ledger';
import type { Logger } from '@florin/service';

/** Claims the idempotency keys of forwarded requests in the same table as those of the API's own requests. */
export function claimKeyIn(database: Database, logger: Logger): ClaimKey {
  return async (request) => {
    const settle = await takeForwardedKey(database, request);
    return async (status) => {
      // The request is done in any case. A key that is not settled stays reserved for this request.
      await settle(outcomeOf(status)).catch((err: unknown) =>
        logger.warn({ err, operation: request.operation }, 'the key of a forwarded request was not settled'),
      );
    };
  };
}

function outcomeOf(status: number | undefined): ForwardedOutcome {
  if (status === undefined || status >= 500) return 'unknown';
  return status < 300 ? 'done' : 'refused';
}
