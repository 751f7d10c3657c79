import type { components } from '@florin/http';
import {
  capture,
  credit,
  debit,
  hold,
  reverse,
  transfer,
  voidHold,
  type Command,
  type RequestContext,
  type Transaction,
} from '@florin/ledger';
import { detailsOnParent, differentAccounts, expiryOf, movementDetails } from './movement-details.ts';

type Schemas = components['schemas'];

/** An optional body. */
type Body<Name extends 'Capture' | 'Void' | 'Reversal'> = Partial<Schemas[Name]> | undefined;

/** Makes the command of each kind of movement on accounts from the body. Throws validation_failed for an invalid body. */
export const movementCommands = {
  credit: (body: Schemas['Movement'], context: RequestContext): Command =>
    credit({ accountId: body.account_id, ...movementDetails(body) }, context),

  debit: (body: Schemas['Movement'], context: RequestContext): Command =>
    debit({ accountId: body.account_id, ...movementDetails(body) }, context),

  transfer(body: Schemas['Transfer'], context: RequestContext): Command {
    const { from_account_id: fromAccountId, to_account_id: toAccountId } = body;
    differentAccounts(fromAccountId, toAccountId);
    return transfer({ fromAccountId, toAccountId, ...movementDetails(body) }, context);
  },

  hold(body: Schemas['Hold'], context: RequestContext): Command {
    const { account_id: accountId, to_account_id: toAccountId } = body;
    differentAccounts(accountId, toAccountId);
    const sides = { accountId, toAccountId: toAccountId ?? null };
    return hold({ ...sides, expiresAt: expiryOf(body), ...movementDetails(body) }, context);
  },
};

/** Makes the command of each kind of movement on an earlier transaction, `parent`. */
export const commandsOnParent = {
  capture: (parent: Transaction, body: Body<'Capture'> = {}, context: RequestContext): Command =>
    capture(
      parent,
      { amount: body.amount ?? null, final: body.final ?? false, ...detailsOnParent(body) },
      context,
    ),

  void: (parent: Transaction, body: Body<'Void'> = {}, context: RequestContext): Command =>
    voidHold(parent, detailsOnParent(body), context),

  reversal: (parent: Transaction, body: Body<'Reversal'> = {}, context: RequestContext): Command =>
    reverse(parent, { amount: body.amount ?? null, ...detailsOnParent(body) }, context),
};
