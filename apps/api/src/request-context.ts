import type { Principal } from '@florin/http';
import type { RequestContext } from '@florin/ledger';
import type { Actor } from '@florin/rules';

type WritingRequest = {
  principal: Principal;
  idempotencyKey: string | undefined;
  ifMatch: readonly string[] | undefined;
  requestId: string;
  traceparent?: string | undefined;
  actor: Actor;
  waitMs: number;
};

/** The context of a request that changes something. */
export function contextOf(request: WritingRequest): RequestContext {
  return {
    tenantId: request.principal.tenantId,
    idempotencyKey: request.idempotencyKey ?? null,
    requestId: request.requestId,
    traceparent: request.traceparent,
    actor: request.actor,
    waitMs: request.waitMs,
    ifVersions: request.ifMatch && versionsIn(request.ifMatch),
  };
}

/** The account versions in entity tags. A tag that is not a version matches no account. */
function versionsIn(tags: readonly string[]): number[] {
  return tags.filter((tag) => /^(0|[1-9]\d{0,14})$/.test(tag)).map(Number);
}

/**
 * The positions that a read must have reached: that of the client, which the SDK takes from the answers to writes, and that
 * of the page before, from the cursor.
 */
export function seenBy(
  { headers }: { headers: NodeJS.Dict<string | string[]> },
  pageBefore?: string,
): readonly string[] {
  const client = headers['florin-position'];
  return [client, pageBefore].filter((position) => typeof position === 'string');
}

/** The content of the cursor for the page after this one: the last row and the position of the page. */
export function cursorOf({ next, position }: { next?: unknown; position?: string }): string[] {
  return position === undefined ? [String(next)] : [String(next), position];
}
