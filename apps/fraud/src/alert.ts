import { idFromUuid, uuidsFromNames } from '@florin/database';
import type { Movement } from './movement.ts';
import type { Action, Finding, Rule, RuleId, Severity } from './rule.ts';

/** The match of a rule on an account. Ids are bare UUIDs. */
export type Alert = {
  readonly id: string;
  readonly tenantId: string;
  readonly accountId: string;
  readonly rule: RuleId;
  readonly severity: Severity;
  /** The rule's action at the time of the match. */
  readonly action: Action;
  readonly reason: string;
  /** The movements that made the rule match, oldest first. */
  readonly evidence: readonly Movement[];
  /** Epoch milliseconds: the event time of the movement that made the rule match. */
  readonly raisedAt: number;
};

/** Ids are UUIDs version 5 of the alert's rule, transaction and account, so replayed events raise the same alerts. */
const idFromName = uuidsFromNames('0b9e0f5c-2a6d-4c0e-9d5b-7f6a3c1e8d42');

export function raiseAlert(rule: Rule, { reason, evidence }: Finding, movement: Movement): Alert {
  const { tenantId, accountId, transactionId, occurredAt } = movement;
  return {
    id: idFromName(`${rule.id}:${transactionId}:${accountId}`),
    tenantId,
    accountId,
    rule: rule.id,
    severity: rule.severity,
    action: rule.action,
    reason,
    evidence,
    raisedAt: occurredAt,
  };
}

/** A movement as an alert stores and shows it, in the shape of the HTTP contract. Ids are prefixed. */
export type Evidence = {
  transaction_id: string;
  type: string;
  status: Movement['outcome'];
  direction: Movement['direction'];
  amount: number;
  currency: string;
  counterparty_account_id: string | null;
  occurred_at: string;
};

export const evidenceOf = (movement: Movement): Evidence => ({
  transaction_id: idFromUuid('txn', movement.transactionId),
  type: movement.type,
  status: movement.outcome,
  direction: movement.direction,
  amount: movement.amount,
  currency: movement.currency,
  counterparty_account_id:
    movement.counterpartyId === null ? null : idFromUuid('acct', movement.counterpartyId),
  occurred_at: new Date(movement.occurredAt).toISOString(),
});
