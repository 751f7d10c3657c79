import { newId } from '@florin/database';
import { fraudAlerts, type FraudAlerts } from '@florin/events';

/** A valid fraud alert; the default is an alert of the velocity rule. */
export function sampleAlert(given: Partial<FraudAlerts['data']> = {}): FraudAlerts {
  const { alert_id = newId('alrt'), tenant_id = newId('tenant'), account_id = newId('acct') } = given;
  const { raised_at = new Date().toISOString() } = given;
  return {
    type: fraudAlerts.type,
    id: `${alert_id}:raised`,
    tenantId: tenant_id,
    accountId: account_id,
    time: raised_at,
    data: {
      ...{ alert_id, tenant_id, account_id, raised_at },
      rule: 'velocity',
      severity: 'medium',
      reason: 'more than 10 movements within 60 s',
      evidence: [newId('txn'), newId('txn')],
      ...given,
    },
  };
}
