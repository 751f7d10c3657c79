import { validationFailed, type components, type FieldError } from '@florin/http';
import type { ScheduleRequest } from '@florin/ledger';
import { differentAccounts, movementDetails } from './movement-details.ts';

type Body = components['schemas']['ScheduleTransaction'];
type Side = 'account_id' | 'from_account_id' | 'to_account_id';

const sides: readonly Side[] = ['account_id', 'from_account_id', 'to_account_id'];

/** What a body wants posted later, and when. Throws where it names other accounts than its type has. */
export function scheduleRequestOf(body: Body): ScheduleRequest {
  const { type } = body;
  const own: readonly Side[] = type === 'transfer' ? ['from_account_id', 'to_account_id'] : ['account_id'];
  const wrong = sides.flatMap((side) => complaintAbout(side, body, own.includes(side)));
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

function complaintAbout(side: Side, body: Body, belongs: boolean): FieldError[] {
  if (belongs === (body[side] !== undefined)) return [];
  const message = belongs ? `is required for a ${body.type}` : `is not known for a ${body.type}`;
  return [{ in: 'body', pointer: `/${side}`, message }];
}
