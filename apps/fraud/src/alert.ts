import { uuidsFromNames } from '@florin/database';
import type { Movement } from './movement.ts';
import type { Action, Finding, Rule, RuleId, Severity } from './rule.ts';

/** A rule has matched on an account. Ids are bare UUIDs. */
export type Alert = {
  readonly id: string;
  readonly tenantId: string;
  readonly accountId: string;
  readonly rule: RuleId;
  readonly severity: Severity;
  /** What is to follow it, as the rule said when it matched. */
  readonly action: Action;
  readonly reason: string;
  /** The movements that made the rule match, the oldest first. */
  readonly evidence: readonly Movement[];
  /** Epoch milliseconds: the event time of the movement that made the rule match. */
  readonly raisedAt: number;
};

/** Ids are UUIDs version 5: the same fact gives the same alert, however often the events are replayed. */
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
