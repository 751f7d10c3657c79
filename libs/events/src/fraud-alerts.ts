import { Type } from 'typebox';
import { defineEvent, type EventOf } from './event-definition.ts';
import { accountId, alertId, openWord, tenantId, text, timestamp, transactionId } from './fields.ts';

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
    rule: openWord(
      ['large_amount', 'velocity', 'rapid_drain', 'repeated_failures'],
      'The rule that has matched.',
    ),
    severity: openWord(['low', 'medium', 'high'], 'How bad it is if it is true.'),
    reason: text('Why it has matched, for people.'),
    evidence: Type.Array(transactionId('One of them.'), {
      description: 'The transactions that made the rule match.',
    }),
    raised_at: timestamp('When the rule has matched.'),
  }),
});

export type FraudAlerts = EventOf<typeof fraudAlerts>;
