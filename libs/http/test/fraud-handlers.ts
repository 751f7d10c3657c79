import { operationsByService } from '../src/generated/services.ts';
import type { Handlers } from '../src/index.ts';

/** Handlers of the fraud app of which only the list of alerts is ever asked. */
export function fraudHandlers(listFraudAlerts: Handlers<'fraud'>['listFraudAlerts']): Handlers<'fraud'> {
  const unused = operationsByService.fraud.map((id) => [
    id,
    async () => {
      throw new Error(`${id} is not expected to be asked`);
    },
  ]);
  return { ...(Object.fromEntries(unused) as Handlers<'fraud'>), listFraudAlerts };
}
