import type { Principal } from '@florin/http';
import type { RequestContext } from '@florin/ledger';
import type { Actor } from '@florin/rules';

type WritingRequest = {
  principal: Principal;
  idempotencyKey: string | undefined;
  ifMatch: readonly string[] | undefined;
  requestId: string;
  actor: Actor;
  waitMs: number;
};

/** The context of a request that changes something. */
export function contextOf(request: WritingRequest): RequestContext {
  return {
    tenantId: request.principal.tenantId,
    idempotencyKey: request.idempotencyKey ?? null,
    requestId: request.requestId,
    actor: request.actor,
    waitMs: request.waitMs,
    ifVersions: request.ifMatch && versionsIn(request.ifMatch),
  };
}

/** The account versions in entity tags. A tag that is not a version matches no account. */
function versionsIn(tags: readonly string[]): number[] {
  return tags.filter((tag) => /^(0|[1-9]\d{0,14})$/.test(tag)).map(Number);
}
