import { createListCursors, type Handlers } from '@florin/http';
import type { Ledger } from '@florin/ledger';
import { accountView, etagOf } from '../account-view.ts';
import { replayed } from '../replayed.ts';
import { contextOf } from '../request-context.ts';

type AccountOperations =
  'createAccount' | 'updateAccount' | 'getAccount' | 'getAccountBalance' | 'listAccounts';

export function accountHandlers(
  ledger: Ledger,
  cursorSecret: string,
): Pick<Handlers<'api'>, AccountOperations> {
  const cursors = createListCursors('listAccounts', cursorSecret);
  return {
    async createAccount(request) {
      const {
        currency = 'USD',
        initial_balance = 0,
        overdraft_limit = 0,
        external_id,
        name,
        metadata,
      } = request.body ?? {};
      const opened = await ledger.openAccount(
        {
          currency,
          initialBalance: initial_balance,
          overdraftLimit: overdraft_limit,
          externalId: external_id ?? null,
          name: name ?? null,
          metadata: metadata ?? {},
        },
        contextOf(request),
      );
      return {
        body: accountView(opened.account),
        headers: { ...etagOf(opened.account), ...replayed(opened.replayed) },
      };
    },

    async updateAccount(request) {
      const { overdraft_limit: overdraftLimit, ...terms } = request.body;
      const changes = overdraftLimit === undefined ? terms : { ...terms, overdraftLimit };
      const account = await ledger.changeAccount(request.params.id, changes, contextOf(request));
      return { body: accountView(account), headers: etagOf(account) };
    },

    async getAccount({ principal, params }) {
      const account = await ledger.getAccount(principal.tenantId, params.id);
      return { body: accountView(account), headers: etagOf(account) };
    },

    async getAccountBalance({ principal, params }) {
      const asOf = new Date().toISOString();
      const account = await ledger.getAccount(principal.tenantId, params.id);
      const { id: account_id, balance, held, available, currency, version } = account;
      return {
        body: { account_id, balance, held, available, currency, version, as_of: asOf },
        headers: etagOf(account),
      };
    },

    async listAccounts(request) {
      const { external_id: externalId, currency, limit } = request.query;
      const [below] = cursors.open(request) ?? [];
      const page = await ledger.listAccounts(request.principal.tenantId, {
        externalId,
        currency,
        limit,
        below,
      });
      const next_cursor = page.next === undefined ? null : cursors.seal([page.next], request);
      return { body: { data: page.rows.map(accountView), has_more: next_cursor !== null, next_cursor } };
    },
  };
}
