import { createListCursors, validationFailed, type Handlers } from '@florin/http';
import { credit, debit, transfer, type Command, type Ledger } from '@florin/ledger';
import { movementDetails } from '../movement-details.ts';
import { replayed } from '../replayed.ts';
import { contextOf } from '../request-context.ts';
import { transactionFilter } from '../list-filters.ts';
import { transactionView } from '../transaction-view.ts';

type TransactionOperations =
  'creditAccount' | 'debitAccount' | 'transfer' | 'getTransaction' | 'listTransactions';

export function transactionHandlers(
  ledger: Ledger,
  cursorSecret: string,
): Pick<Handlers<'api'>, TransactionOperations> {
  const cursors = createListCursors('listTransactions', cursorSecret);
  const post = async (command: Command) => {
    const posted = await ledger.post(command);
    return { body: transactionView(posted.transaction), headers: replayed(posted.replayed) };
  };
  return {
    creditAccount: (request) =>
      post(
        credit({ accountId: request.body.account_id, ...movementDetails(request.body) }, contextOf(request)),
      ),

    debitAccount: (request) =>
      post(
        debit({ accountId: request.body.account_id, ...movementDetails(request.body) }, contextOf(request)),
      ),

    async transfer(request) {
      const { from_account_id: fromAccountId, to_account_id: toAccountId } = request.body;
      if (fromAccountId === toAccountId) {
        throw validationFailed([
          { in: 'body', pointer: '/to_account_id', message: 'must not be the paying account' },
        ]);
      }
      return post(
        transfer({ fromAccountId, toAccountId, ...movementDetails(request.body) }, contextOf(request)),
      );
    },

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
