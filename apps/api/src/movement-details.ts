import { validationFailed, type components } from '@florin/http';
import type { Metadata } from '@florin/ledger';

type Schemas = components['schemas'];
type AnyMovement = Partial<Schemas['Movement' | 'Transfer' | 'Hold' | 'Capture' | 'Void' | 'Reversal']>;

const yearMs = 366 * 86_400_000;

/** What a body says about a movement on accounts; the currency is USD if it says nothing. */
export function movementDetails(body: Omit<Schemas['Movement'], 'account_id'>) {
  return { amount: body.amount, currency: body.currency ?? 'USD', ...detailsOnParent(body) };
}

/** What a body says about a movement of any kind; `effective_at` must not be in the future. */
export function detailsOnParent(body: AnyMovement & { effective_at?: string; metadata?: Metadata }) {
  const { reference, description, metadata, effective_at } = body;
  return {
    reference: reference ?? null,
    description: description ?? null,
    metadata: metadata ?? null,
    ...(effective_at === undefined ? {} : { effectiveAt: notInFuture(effective_at) }),
  };
}

/** When a hold ends by itself: in the future, and no more than a year away. */
export function expiryOf({ expires_at }: Pick<Schemas['Hold'], 'expires_at'>): Date | null {
  return expires_at === undefined ? null : withinAYear(expires_at, '/expires_at');
}

/** A moment in the future that is no more than a year away. */
export function withinAYear(time: string, pointer: string): Date {
  const moment = new Date(time);
  const inMs = moment.getTime() - Date.now();
  if (inMs <= 0) throw wrong(pointer, 'must be in the future');
  if (inMs > yearMs) throw wrong(pointer, 'must be no more than a year away');
  return moment;
}

/** One side of a movement cannot be the other one too. */
export function differentAccounts(payingId: string, receivingId: string | undefined): void {
  if (payingId === receivingId) throw wrong('/to_account_id', 'must not be the paying account');
}

function notInFuture(effectiveAt: string): Date {
  const moment = new Date(effectiveAt);
  if (moment.getTime() <= Date.now()) return moment;
  throw wrong('/effective_at', 'must not be in the future');
}

function wrong(pointer: string, message: string) {
  return validationFailed([{ in: 'body', pointer, message }]);
}
