import { validationFailed, type components, type FieldError } from '@florin/http';
import type { ScheduleRequest } from '@florin/ledger';
import { differentAccounts, movementDetails } from './movement-details.ts';

type Body = components['schemas']['ScheduleTransaction'];
type Side = 'account_id' | 'from_account_id' | 'to_account_id';

const sides: readonly Side[] = ['account_id', 'from_account_id', 'to_account_id'];

/** Converts the body to a request for a scheduled transaction. Throws validation_failed if its accounts do not match its type. */
export function scheduleRequestOf(body: Body): ScheduleRequest {
  const { type } = body;
  const own: readonly Side[] = type === 'transfer' ? ['from_account_id', 'to_account_id'] : ['account_id'];
  const wrong = sides.flatMap((side) => errorsAbout(side, body, own.includes(side)));
  if (wrong.length > 0) throw validationFailed(wrong);
  const { account_id = null, from_account_id = null, to_account_id = null } = body;
  if (type === 'transfer') differentAccounts(from_account_id!, to_account_id!);
  return {
    type,
    fromAccountId: type === 'debit' ? account_id : from_account_id,
    toAccountId: type === 'credit' ? account_id : to_account_id,
    scheduledFor: new Date(body.scheduled_for),
    ...movementDetails(body),
  };
}

function errorsAbout(side: Side, body: Body, belongs: boolean): FieldError[] {
  if (belongs === (body[side] !== undefined)) return [];
  const message = belongs ? `is required for a ${body.type}` : `is not known for a ${body.type}`;
  return [{ in: 'body', pointer: `/${side}`, message }];
}
