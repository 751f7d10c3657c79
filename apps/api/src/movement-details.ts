import { validationFailed, type components } from '@florin/http';
import type { MovementDetails } from '@florin/ledger';

type Schemas = components['schemas'];

/** What a body says about a movement of any kind; `effective_at` must not be in the future. */
export function movementDetails(body: Schemas['Movement'] | Schemas['Transfer']): MovementDetails {
  const { amount, currency, reference, description, metadata, effective_at } = body;
  return {
    amount,
    currency: currency ?? 'USD',
    reference: reference ?? null,
    description: description ?? null,
    metadata: metadata ?? null,
    ...(effective_at === undefined ? {} : { effectiveAt: notInFuture(effective_at) }),
  };
}

function notInFuture(effectiveAt: string): Date {
  const moment = new Date(effectiveAt);
  if (moment.getTime() <= Date.now()) return moment;
  throw validationFailed([{ in: 'body', pointer: '/effective_at', message: 'must not be in the future' }]);
}
