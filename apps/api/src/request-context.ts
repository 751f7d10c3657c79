import type { Principal } from '@florin/http';
import type { RequestContext } from '@florin/ledger';

type WritingRequest = {
  principal: Principal;
  idempotencyKey: string | undefined;
  requestId: string;
  waitMs: number;
};

/** What the bank needs to know of any request that changes something. */
export function contextOf(request: WritingRequest): RequestContext {
  return {
    tenantId: request.principal.tenantId,
    idempotencyKey: request.idempotencyKey ?? null,
    requestId: request.requestId,
    waitMs: request.waitMs,
  };
}
