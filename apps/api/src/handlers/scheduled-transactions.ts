import { createListCursors, type Handlers } from '@florin/http';
import type { Ledger } from '@florin/ledger';
import { scheduledTransactionView, scheduleOfBody } from '@florin/rules';
import { replayed } from '../replayed.ts';
import { contextOf, cursorOf, seenBy } from '../request-context.ts';

type ScheduledOperations =
  | 'scheduleTransaction'
  | 'listScheduledTransactions'
  | 'getScheduledTransaction'
  | 'cancelScheduledTransaction';

export function scheduledTransactionHandlers(
  ledger: Ledger,
  cursorSecrets: readonly string[],
): Pick<Handlers<'api'>, ScheduledOperations> {
  const cursors = createListCursors('listScheduledTransactions', cursorSecrets);
  return {
    async scheduleTransaction(request) {
      const kept = await ledger.scheduleTransaction(scheduleOfBody(request.body), contextOf(request));
      return { body: scheduledTransactionView(kept.scheduled), headers: replayed(kept.replayed) };
    },

    async listScheduledTransactions(request) {
      const { account_id: accountId, status, limit } = request.query;
      const [below, before] = cursors.open(request) ?? [];
      const filter = { accountId, status, limit, below };
      const { tenantId } = request.principal;
      const page = await ledger.listScheduledTransactions(tenantId, filter, seenBy(request, before));
      const next_cursor = page.next === undefined ? null : cursors.seal(cursorOf(page), request);
      const data = page.rows.map(scheduledTransactionView);
      return { body: { data, has_more: next_cursor !== null, next_cursor } };
    },

    async getScheduledTransaction(request) {
      const { principal, params } = request;
      const scheduled = await ledger.getScheduledTransaction(principal.tenantId, params.id, seenBy(request));
      return { body: scheduledTransactionView(scheduled) };
    },

    async cancelScheduledTransaction(request) {
      const cancelled = await ledger.cancelScheduledTransaction(request.params.id, contextOf(request));
      return { body: scheduledTransactionView(cancelled) };
    },
  };
}
