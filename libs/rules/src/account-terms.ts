import type { AccountState, AccountStatus } from './account.ts';
import { canonicalJson } from './canonical-json.ts';
import { Refusal } from './refusal.ts';
import type { Metadata } from './transaction.ts';
import { keysOf } from './keys.ts';

/** What the owner may change of an account. A term that is left out stays as it is. Limits are in minor units. */
export type AccountTerms = {
  name: string | null;
  metadata: Metadata;
  overdraftLimit: number;
  /** What may leave at once, and on one day (UTC); null is no limit. */
  movementLimit: number | null;
  dailyLimit: number | null;
  status: AccountStatus;
};

/** Why the account's terms may not become these, or undefined. */
export function termsRefusal(account: AccountState, terms: Partial<AccountTerms>): Refusal | undefined {
  const { balance, held } = account;
  const { status = account.status, overdraftLimit = account.overdraftLimit } = terms;
  if (account.status === 'closed') {
    return new Refusal('state_conflict', 'The account is closed, which is final; nothing was changed.');
  }
  if (status === 'closed' && (balance !== 0 || held !== 0)) {
    return new Refusal(
      'state_conflict',
      `Only an empty account can be closed; the balance is ${balance}, of which ${held} is held.`,
    );
  }
  const leastLimit = held - balance;
  if (overdraftLimit >= leastLimit) return undefined;
  return new Refusal(
    'state_conflict',
    `The account uses ${leastLimit} of its overdraft; the limit cannot be ${overdraftLimit}.`,
  );
}

/** An account with its terms: null and undefined both mean "none". */
type WithTerms = { readonly [Name in keyof AccountTerms]?: AccountTerms[Name] | null | undefined };

export type TermsChange = { before: Partial<AccountTerms>; after: Partial<AccountTerms> };

/** The wanted terms that differ from the account's, with both values. The order of metadata's keys makes no difference. */
export function termsChange(account: WithTerms, wanted: Partial<AccountTerms>): TermsChange {
  const change: TermsChange = { before: {}, after: {} };
  for (const name of keysOf(wanted)) {
    const [before, after] = [account[name] ?? null, wanted[name]];
    if (after === undefined || canonicalJson(before) === canonicalJson(after)) continue;
    Object.assign(change.before, { [name]: before });
    Object.assign(change.after, { [name]: after });
  }
  return change;
}

/** Whether the change begins a daily limit: then what the account has spent today must be counted. */
export function beginsDailyLimit({ before, after }: TermsChange): boolean {
  return before.dailyLimit === null && typeof after.dailyLimit === 'number';
}
