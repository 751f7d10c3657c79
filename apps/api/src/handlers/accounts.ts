import { createListCursors, type components, type Handlers } from '@florin/http';
import type { Ledger, OpenAccountRequest } from '@florin/ledger';
import { accountView, balanceView, etagOf, pastMoment, type AccountTerms } from '@florin/rules';
import { accountFilter } from '../list-filters.ts';
import { replayed } from '../replayed.ts';
import { contextOf, cursorOf, seenBy } from '../request-context.ts';

type AccountOperations =
  'createAccount' | 'updateAccount' | 'getAccount' | 'getAccountBalance' | 'listAccounts';

export function accountHandlers(
  ledger: Ledger,
  cursorSecrets: readonly string[],
): Pick<Handlers<'api'>, AccountOperations> {
  const cursors = createListCursors('listAccounts', cursorSecrets);
  return {
    async createAccount(request) {
      const opened = await ledger.openAccount(openingOf(request.body), contextOf(request));
      return {
        body: accountView(opened.account),
        headers: { ...etagOf(opened.account), ...replayed(opened.replayed) },
      };
    },

    async updateAccount(request) {
      const account = await ledger.changeAccount(
        request.params.id,
        termsOf(request.body),
        contextOf(request),
      );
      return { body: accountView(account), headers: etagOf(account) };
    },

    async getAccount({ principal, params }) {
      const account = await ledger.getAccount(principal.tenantId, params.id);
      const { changedBy: changed_by, spentToday: spent_today } = account;
      return { body: { ...accountView(account), changed_by, spent_today }, headers: etagOf(account) };
    },

    async getAccountBalance({ principal, params, query, headers }) {
      const { at, basis } = query;
      if (at !== undefined) {
        const moment = pastMoment(at, await ledger.now());
        const wanted = { at: moment, basis };
        const [balance] = await ledger.balances(principal.tenantId, [params.id], wanted, seenBy({ headers }));
        return { body: balanceView(balance!, moment.toISOString()) };
      }
      const asOf = new Date().toISOString();
      const balance = await ledger.balance(principal.tenantId, params.id);
      return { body: balanceView(balance, asOf), headers: etagOf(balance) };
    },

    async listAccounts(request) {
      const [below, before] = cursors.open(request) ?? [];
      const filter = accountFilter(request.query, below);
      const page = await ledger.listAccounts(request.principal.tenantId, filter, seenBy(request, before));
      const next_cursor = page.next === undefined ? null : cursors.seal(cursorOf(page), request);
      return { body: { data: page.rows.map(accountView), has_more: next_cursor !== null, next_cursor } };
    },
  };
}

function openingOf(body: components['schemas']['CreateAccount']): OpenAccountRequest {
  return {
    currency: body.currency,
    initialBalance: body.initial_balance,
    overdraftLimit: body.overdraft_limit,
    ...withoutNull('movementLimit', body.movement_limit),
    ...withoutNull('dailyLimit', body.daily_limit),
    externalId: body.external_id ?? null,
    name: body.name ?? null,
    metadata: body.metadata,
  };
}

function withoutNull<Name extends string>(name: Name, value: number | null | undefined) {
  return value === null || value === undefined ? {} : ({ [name]: value } as Record<Name, number>);
}

function termsOf(body: components['schemas']['UpdateAccount']): Partial<AccountTerms> {
  const {
    overdraft_limit: overdraftLimit,
    movement_limit: movementLimit,
    daily_limit: dailyLimit,
    ...terms
  } = body;
  return {
    ...terms,
    ...(overdraftLimit === undefined ? {} : { overdraftLimit }),
    ...(movementLimit === undefined ? {} : { movementLimit }),
    ...(dailyLimit === undefined ? {} : { dailyLimit }),
  };
}
