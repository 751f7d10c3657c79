import { createListCursors, type Handlers } from '@florin/http';
import type { Ledger } from '@florin/ledger';
import { transactionView } from '@florin/rules';
import { transactionFilter } from '../list-filters.ts';

type TransactionOperations = 'getTransaction' | 'listTransactions';

export function transactionHandlers(
  ledger: Ledger,
  cursorSecrets: readonly string[],
): Pick<Handlers<'api'>, TransactionOperations> {
  const cursors = createListCursors('listTransactions', cursorSecrets);
  return {
    async getTransaction({ principal, params }) {
      return { body: transactionView(await ledger.getTransaction(principal.tenantId, params.id)) };
    },

    async listTransactions(request) {
      const [below] = cursors.open(request) ?? [];
      const page = await ledger.listTransactions(
        request.principal.tenantId,
        transactionFilter(request.query, below),
      );
      const next_cursor = page.next === undefined ? null : cursors.seal([page.next], request);
      return { body: { data: page.rows.map(transactionView), has_more: next_cursor !== null, next_cursor } };
    },
  };
}
