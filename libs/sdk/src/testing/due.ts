import type { Books } from './books.ts';
import { expire } from './on-earlier.ts';
import { execute } from './scheduled-operations.ts';

type Due = { atMs: number; happens: () => void };

/** Does what the bank's worker does: ends holds whose time is over and posts what was scheduled, each at its moment. */
export function doWhatIsDue(books: Books, untilMs: number): void {
  if (untilMs < books.nextDueMs) return;
  const holds = [...books.entries.values()].flatMap((entry): Due[] => {
    const { status, expires_at } = entry.transaction;
    if (status !== 'held' || expires_at === null) return [];
    return [{ atMs: Date.parse(expires_at), happens: () => expire(books, entry) }];
  });
  const scheduled = [...books.scheduled.values()].flatMap((each): Due[] => {
    if (each.status !== 'pending') return [];
    return [{ atMs: Date.parse(each.scheduled_for), happens: () => execute(books, each) }];
  });
  const all = [...holds, ...scheduled].sort((a, b) => a.atMs - b.atMs);
  for (const { atMs, happens } of all.filter((each) => each.atMs <= untilMs)) {
    books.clock.reach(atMs);
    happens();
  }
  books.nextDueMs = all.find(({ atMs }) => atMs > untilMs)?.atMs ?? Infinity;
  books.settle();
}
