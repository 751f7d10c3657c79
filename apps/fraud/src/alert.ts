import { createHash } from 'node:crypto';
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

export function raiseAlert(rule: Rule, { reason, evidence }: Finding, movement: Movement): Alert {
  const { tenantId, accountId, transactionId, occurredAt } = movement;
  return {
    id: uuidFromName(`${rule.name}:${transactionId}:${accountId}`),
    tenantId,
    accountId,
    rule: rule.name,
    severity: rule.severity,
    reason,
    evidence,
    raisedAt: occurredAt,
  };
}

const namespace = Buffer.from('0b9e0f5c2a6d4c0e9d5b7f6a3c1e8d42', 'hex');

/** A UUID version 5 (RFC 9562): the same name gives the same alert, however often the events are replayed. */
function uuidFromName(name: string): string {
  const bytes = createHash('sha1').update(namespace).update(name).digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x50;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
