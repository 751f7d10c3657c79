import { movementOn, systemActor } from '@florin/rules';
import type { FakeLedger } from './fake-ledger.ts';
import { execute } from './scheduled-operations.ts';

type Due = { atMs: number; happens: () => void };

const noDetails = { reference: null, description: null, metadata: null };

/** Does the work of the bank's worker: ends expired holds and posts scheduled transactions, each at its own time. */
export function doWhatIsDue(ledger: FakeLedger, untilMs: number): void {
  if (untilMs < ledger.nextDueMs) return;
  const holds = ledger.transactions.flatMap((hold): Due[] => {
    const { status, expiresAt } = hold;
    if (status !== 'held' || expiresAt === null) return [];
    const expiry = () =>
      ledger.command(movementOn('expiry', hold, noDetails), undefined, systemActor('holds'));
    const happens = () => void ledger.post(expiry());
    return [{ atMs: expiresAt.getTime(), happens }];
  });
  const scheduled = [...ledger.scheduled.values()].flatMap((each): Due[] => {
    if (each.status !== 'pending') return [];
    return [{ atMs: each.scheduledFor.getTime(), happens: () => execute(ledger, each) }];
  });
  const all = [...holds, ...scheduled].sort((a, b) => a.atMs - b.atMs);
  for (const { atMs, happens } of all.filter((each) => each.atMs <= untilMs)) {
    ledger.clock.reach(atMs);
    happens();
  }
  ledger.nextDueMs = all.find(({ atMs }) => atMs > untilMs)?.atMs ?? Infinity;
}
