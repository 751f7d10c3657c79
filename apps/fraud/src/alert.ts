import { v5 as uuidFromName } from 'uuid';
import type { Movement } from './movement.ts';
import type { Finding, Rule, RuleName, Severity } from './rule.ts';

/** A rule has matched on an account. Ids are bare UUIDs. */
export type Alert = {
  readonly id: string;
  readonly tenantId: string;
  readonly accountId: string;
  readonly rule: RuleName;
  readonly severity: Severity;
  readonly reason: string;
  readonly evidence: readonly string[];
  /** Epoch milliseconds: the event time of the movement that made the rule match. */
  readonly raisedAt: number;
};

/** Ids are UUIDs version 5: the same fact gives the same alert, however often the events are replayed. */
const namespace = '0b9e0f5c-2a6d-4c0e-9d5b-7f6a3c1e8d42';

export function raiseAlert(rule: Rule, { reason, evidence }: Finding, movement: Movement): Alert {
  const { tenantId, accountId, transactionId, occurredAt } = movement;
  return {
    id: uuidFromName(`${rule.name}:${transactionId}:${accountId}`, namespace),
    tenantId,
    accountId,
    rule: rule.name,
    severity: rule.severity,
    reason,
    evidence,
    raisedAt: occurredAt,
  };
}
