import { checkpoint, decide, type Decided } from './decide.ts';
import { Refusal } from './refusal.ts';
import { commandsOf, type LedgerState, type PostingRequest } from './request.ts';

/** The characters of an id after its prefix, in an id of nothing. */
const nil = '0'.repeat(26);

/** What `decide` would return. The state is restored, and what would be recorded has ids of zeros. */
export function preview(request: PostingRequest, ledger: LedgerState): Decided {
  const restore = checkpoint(commandsOf(request), ledger);
  const decided = decide(request, ledger);
  restore();
  return withoutIds(decided);
}

function withoutIds(decided: Decided): Decided {
  if (decided.kind === 'refused') return decided;
  if (decided.kind === 'recorded') {
    return { ...decided, transaction: { ...decided.transaction, id: `txn_${nil}` } };
  }
  const results = decided.batch.results.map((result) =>
    result instanceof Refusal ? result : { ...result, id: `txn_${nil}` },
  );
  return { ...decided, batch: { ...decided.batch, id: `batch_${nil}`, results } };
}
