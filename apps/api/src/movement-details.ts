import { validationFailed, type components } from '@florin/http';
import type { Metadata } from '@florin/ledger';

type Schemas = components['schemas'];
type AnyMovement = Partial<Schemas['Movement' | 'Transfer' | 'Hold' | 'Capture' | 'Void' | 'Reversal']>;

/** The details of a movement on accounts from the body; the default currency is USD. */
export function movementDetails(body: Omit<Schemas['Movement'], 'account_id'>) {
  return { amount: body.amount, currency: body.currency ?? 'USD', ...detailsOnParent(body) };
}

/** The details of any kind of movement from the body. The ledger validates its times, after the idempotency key. */
export function detailsOnParent(body: AnyMovement & { effective_at?: string; metadata?: Metadata }) {
  const { reference, description, metadata, effective_at } = body;
  return {
    reference: reference ?? null,
    description: description ?? null,
    metadata: metadata ?? null,
    ...(effective_at === undefined ? {} : { effectiveAt: new Date(effective_at) }),
  };
}

/** The expiry of a hold; null for never. */
export function expiryOf({ expires_at }: Pick<Schemas['Hold'], 'expires_at'>): Date | null {
  return expires_at === undefined ? null : new Date(expires_at);
}

/** Throws validation_failed if both sides of a movement are the same account. */
export function differentAccounts(payingId: string, receivingId: string | undefined): void {
  if (payingId === receivingId) throw wrong('/to_account_id', 'must not be the paying account');
}

function wrong(pointer: string, message: string) {
  return validationFailed([{ in: 'body', pointer, message }]);
}
