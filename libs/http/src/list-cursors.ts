import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { Principal } from './authentication.ts';
import { Problem } from './problem.ts';

/** A request for a page of a list, as passed to its handler. */
export type ListRequest = {
  principal: Pick<Principal, 'tenantId'>;
  /** The filters, `limit` and `cursor`. */
  query: object & { cursor?: string };
};

export type ListCursors = {
  /** Creates the cursor of the next page. `position` contains the sort values of the last entry of the page. */
  seal(position: readonly string[], request: ListRequest): string;
  /**
   * Returns the position in the request's cursor, or undefined without a cursor. Throws Problem('invalid_cursor') unless
   * the cursor was created by this list, for this tenant and these filters.
   */
  open(request: ListRequest): string[] | undefined;
};

const macBytes = 16;

/**
 * Creates the cursors of one list; `list` is its operation. A cursor contains a MAC over its position, list, tenant and
 * filters, so that clients can neither forge a cursor nor use it elsewhere. The first of the `secrets` makes cursors, and
 * cursors of all of them are accepted.
 */
export function createListCursors(list: string, secrets: readonly string[]): ListCursors {
  const [current, ...previous] = secrets.map((secret) =>
    Buffer.from(hkdfSync('sha256', secret, '', 'florin list cursors', 32)),
  );
  if (!current) throw new TypeError(`the cursors of ${list} have no secret`);

  function macOf(key: Buffer, position: Buffer, { principal, query }: ListRequest): Buffer {
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
      return Buffer.concat([macOf(current, bytes, request), bytes]).toString('base64url');
    },
    open(request) {
      const { cursor } = request.query;
      if (cursor === undefined) return undefined;
      const bytes = Buffer.from(cursor, 'base64url');
      const position = bytes.subarray(macBytes);
      const mac = bytes.subarray(0, macBytes);
      const isMadeWith = (key: Buffer) => timingSafeEqual(mac, macOf(key, position, request));
      const isOurs = bytes.length > macBytes && [current, ...previous].some(isMadeWith);
      // Base64 has several encodings of the same bytes. Only the one we create is accepted.
      if (!isOurs || bytes.toString('base64url') !== cursor) throw new Problem('invalid_cursor');
      return JSON.parse(position.toString('utf8')) as string[];
    },
  };
}
