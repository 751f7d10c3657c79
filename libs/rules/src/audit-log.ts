import type { AccountTerms } from './account-terms.ts';
import { keysOf } from './keys.ts';
import type { actorView } from './actor.ts';

const contractNames: Record<keyof AccountTerms, string> = {
  name: 'name',
  metadata: 'metadata',
  overdraftLimit: 'overdraft_limit',
  movementLimit: 'movement_limit',
  dailyLimit: 'daily_limit',
  status: 'status',
};
const termNames = keysOf(contractNames);

/** An account's terms as the record of a change shows them, with the names of the contract. */
export function recordedTerms(terms: Partial<AccountTerms>): Record<string, unknown> {
  const present = termNames.filter((name) => name in terms);
  return Object.fromEntries(present.map((name) => [contractNames[name], terms[name]]));
}

/** Null and undefined both mean that a term is not set. */
type OpenedAccount = Pick<AccountTerms, 'status'> & {
  [Name in 'name' | 'overdraftLimit' | 'movementLimit' | 'dailyLimit']?:
    AccountTerms[Name] | null | undefined;
};

/** What the record of an account's opening shows: its terms, without those that are not set, and without metadata. */
export function openingTerms(account: OpenedAccount): Partial<AccountTerms> {
  const { name, overdraftLimit, movementLimit, dailyLimit, status } = account;
  return {
    status,
    ...(name && { name }),
    ...(overdraftLimit && { overdraftLimit }),
    ...(movementLimit && { movementLimit }),
    ...(dailyLimit && { dailyLimit }),
  };
}

/** An entry of the audit log, as answers show it. */
export type AuditLogLine = {
  id: string;
  at: string;
  object_type: string;
  object_id: string;
  change: string;
  actor: ReturnType<typeof actorView> | null;
  before: object;
  after: object;
};

/** The columns of the audit log as a table. */
export const auditLogColumns = [
  ...['at', 'object_type', 'object_id', 'change', 'actor_id', 'on_behalf_of', 'token_id', 'request_id'],
  ...['correlation_id', 'address', 'before', 'after', 'id'],
];

/** The values of an entry in these columns. */
export function auditLogCells({ actor, before, after, ...entry }: AuditLogLine): (string | null)[] {
  const { at, object_type, object_id, change, id } = entry;
  const by = [actor?.id, actor?.on_behalf_of, actor?.token_id, actor?.request_id];
  const from = [actor?.correlation_id, actor?.address];
  const values = [JSON.stringify(before), JSON.stringify(after), id];
  return [at, object_type, object_id, change, ...by, ...from, ...values].map((value) => value ?? null);
}
