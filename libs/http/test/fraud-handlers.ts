import { operationsByService } from '../src/generated/services.ts';
import type { Handlers } from '../src/index.ts';

/** Handlers of the fraud app. Tests call only the list of alerts. */
export function fraudHandlers(listFraudAlerts: Handlers<'fraud'>['listFraudAlerts']): Handlers<'fraud'> {
  const unused = operationsByService.fraud.map((id) => [
    id,
    async () => {
      throw new Error(`${id} is not expected to be called`);
    },
  ]);
  return { ...(Object.fromEntries(unused) as Handlers<'fraud'>), listFraudAlerts };
}
