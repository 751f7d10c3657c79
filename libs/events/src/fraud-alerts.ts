import { Type } from 'typebox';
import { defineEvent, type EventOf } from './event-definition.ts';
import { accountId, alertId, openWord, tenantId, timestamp, transactionId } from './fields.ts';

/** A fraud rule has matched on an account. Id: `<alert id>:raised`. */
export const fraudAlerts = defineEvent({
  type: 'florin.fraud.alerts.v1',
  topic: 'fraud.alerts',
  source: '/florin/fraud',
  description: 'A fraud rule has matched on an account.',
  data: Type.Object({
    alert_id: alertId(),
    tenant_id: tenantId(),
    account_id: accountId(),
    rule: openWord(['large_amount', 'velocity', 'rapid_drain', 'repeated_failures']),
    severity: openWord(['low', 'medium', 'high']),
    reason: Type.String(),
    /** The transactions that made the rule match. */
    evidence: Type.Array(transactionId()),
    raised_at: timestamp(),
  }),
});

export type FraudAlerts = EventOf<typeof fraudAlerts>;
