import { movementOn } from '@florin/rules';
import type { Books } from './books.ts';
import { execute } from './scheduled-operations.ts';

type Due = { atMs: number; happens: () => void };

const noDetails = { reference: null, description: null, metadata: null };

/** Does the work of the bank's worker: ends expired holds and posts scheduled transactions, each at its own time. */
export function doWhatIsDue(books: Books, untilMs: number): void {
  if (untilMs < books.nextDueMs) return;
  const holds = books.transactions.flatMap((hold): Due[] => {
    const { status, expiresAt } = hold;
    if (status !== 'held' || expiresAt === null) return [];
    const happens = () => void books.post(books.command(movementOn('expiry', hold, noDetails)));
    return [{ atMs: expiresAt.getTime(), happens }];
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
}
