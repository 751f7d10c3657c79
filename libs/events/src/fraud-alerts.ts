import { Type } from 'typebox';
import { defineEvent, type EventOf } from './event-definition.ts';
import {
  accountId,
  actor,
  alertId,
  nullable,
  openWord,
  tenantId,
  text,
  timestamp,
  transactionId,
} from './fields.ts';

/**
 * A fraud rule has matched on an account, or an alert has changed. The data is the alert after the change.
 * Id: `<alert id>:<change>`; each change happens to an alert once. A consumer of new alerts selects those with `change`
 * "raised" or without `change`: events of the first release lack the optional fields.
 */
export const fraudAlerts = defineEvent({
  type: 'florin.fraud.alerts.v1',
  topic: 'fraud.alerts',
  readScope: 'fraud:read',
  source: '/florin/fraud',
  description: 'A fraud rule matched on an account, or an alert was decided or acted upon.',
  data: Type.Object({
    alert_id: alertId(),
    tenant_id: tenantId(),
    account_id: accountId(),
    rule: openWord(
      [
        'large_amount',
        'unusual_amount',
        'velocity',
        'hold_velocity',
        'rapid_drain',
        'structuring',
        'round_trip',
        'dormant_account',
        'repeated_failures',
      ],
      'The rule that matched.',
    ),
    severity: openWord(['low', 'medium', 'high'], 'The severity if the alert is justified.'),
    reason: text('Why it matched, for people.'),
    evidence: Type.Array(transactionId('One of them.'), {
      description: 'The transactions that made the rule match.',
    }),
    raised_at: timestamp('When the rule matched.'),
    change: Type.Optional(
      openWord(
        ['raised', 'confirmed', 'dismissed', 'action_taken', 'action_failed'],
        'The change of the alert; missing means that it was raised.',
      ),
    ),
    changed_at: Type.Optional(timestamp('When the alert changed.')),
    state: Type.Optional(openWord(['open', 'confirmed', 'dismissed'], 'The decision of a person by then.')),
    action: Type.Optional(openWord(['none', 'freeze'], 'The action that follows the alert automatically.')),
    action_status: Type.Optional(
      nullable(openWord(['pending', 'done', 'failed'], 'The state of the action; null when there is none.')),
    ),
    actor: actor(),
  }),
});

export type FraudAlerts = EventOf<typeof fraudAlerts>;
