import { createListCursors, type Handlers } from '@florin/http';
import type { Ledger } from '@florin/ledger';
import { transactionView } from '@florin/rules';
import { transactionFilter } from '../list-filters.ts';
import { cursorOf, seenBy } from '../request-context.ts';

type TransactionOperations = 'getTransaction' | 'listTransactions';

export function transactionHandlers(
  ledger: Ledger,
  cursorSecrets: readonly string[],
): Pick<Handlers<'api'>, TransactionOperations> {
  const cursors = createListCursors('listTransactions', cursorSecrets);
  return {
    async getTransaction(request) {
      const { principal, params } = request;
      const transaction = await ledger.getTransaction(principal.tenantId, params.id, seenBy(request));
      return { body: transactionView(transaction) };
    },

    async listTransactions(request) {
      const [below, before] = cursors.open(request) ?? [];
      const page = await ledger.listTransactions(
        request.principal.tenantId,
        transactionFilter(request.query, below),
        seenBy(request, before),
      );
      const next_cursor = page.next === undefined ? null : cursors.seal(cursorOf(page), request);
      return { body: { data: page.rows.map(transactionView), has_more: next_cursor !== null, next_cursor } };
    },
  };
}
