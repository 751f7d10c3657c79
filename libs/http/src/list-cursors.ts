import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { Principal } from './principal.ts';
import { Problem } from './problem.ts';

/** A request for a page of a list, as its handler gets it. */
export type ListRequest = {
  principal: Pick<Principal, 'tenantId'>;
  /** The filters, and beside them `limit` and `cursor`. */
  query: object & { cursor?: string };
};

export type ListCursors = {
  /** The cursor for what comes after `position`: the values that the list is sorted by, of the page's last entry. */
  seal(position: readonly string[], request: ListRequest): string;
  /**
   * The position in the request's cursor, undefined when it has none. Throws Problem('invalid_cursor') unless this
   * list sealed it, for this tenant and these filters.
   */
  open(request: ListRequest): string[] | undefined;
};

const macBytes = 16;

/**
 * Opaque cursors for one list, `list` being its operation. They carry a MAC, not a secret: nobody can make one up,
 * or use one for another list, tenant or filter. All processes with the same `secret` understand each other's.
 */
export function createListCursors(list: string, secret: string): ListCursors {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'florin list cursors', 32));

  function macOf(position: Buffer, { principal, query }: ListRequest): Buffer {
    const filters = Object.entries(query)
      .filter(([name, value]) => name !== 'cursor' && name !== 'limit' && value !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    const context = JSON.stringify([list, principal.tenantId, filters]);
    const mac = createHmac('sha256', key).update(position).update('\0').update(context);
    return mac.digest().subarray(0, macBytes);
  }

  return {
    seal(position, request) {
      const bytes = Buffer.from(JSON.stringify(position));
      return Buffer.concat([macOf(bytes, request), bytes]).toString('base64url');
    },
    open(request) {
      const { cursor } = request.query;
      if (cursor === undefined) return undefined;
      const bytes = Buffer.from(cursor, 'base64url');
      const position = bytes.subarray(macBytes);
      const isOurs =
        bytes.length > macBytes && timingSafeEqual(bytes.subarray(0, macBytes), macOf(position, request));
      // Base64 has several spellings of the same bytes; only ours counts.
      if (!isOurs || bytes.toString('base64url') !== cursor) throw new Problem('invalid_cursor');
      return JSON.parse(position.toString('utf8')) as string[];
    },
  };
}
