import { validationFailed, type components } from '@florin/http';
import type { Metadata } from '@florin/ledger';

type Schemas = components['schemas'];
type AnyMovement = Partial<Schemas['Movement' | 'Transfer' | 'Hold' | 'Capture' | 'Void' | 'Reversal']>;

/** What a body says about a movement on accounts; the currency is USD if it says nothing. */
export function movementDetails(body: Omit<Schemas['Movement'], 'account_id'>) {
  return { amount: body.amount, currency: body.currency ?? 'USD', ...detailsOnParent(body) };
}

/** What a body says about a movement of any kind. Its times are held against the clock by the ledger, after the key. */
export function detailsOnParent(body: AnyMovement & { effective_at?: string; metadata?: Metadata }) {
  const { reference, description, metadata, effective_at } = body;
  return {
    reference: reference ?? null,
    description: description ?? null,
    metadata: metadata ?? null,
    ...(effective_at === undefined ? {} : { effectiveAt: new Date(effective_at) }),
  };
}

/** When a hold ends by itself; null for never. */
export function expiryOf({ expires_at }: Pick<Schemas['Hold'], 'expires_at'>): Date | null {
  return expires_at === undefined ? null : new Date(expires_at);
}

/** One side of a movement cannot be the other one too. */
export function differentAccounts(payingId: string, receivingId: string | undefined): void {
  if (payingId === receivingId) throw wrong('/to_account_id', 'must not be the paying account');
}

function wrong(pointer: string, message: string) {
  return validationFailed([{ in: 'body', pointer, message }]);
}
