import type { Database } from '@florin/database';
import type { Handlers } from '@florin/http';
import type { BankClients } from '../bank-clients.ts';
import { alertHandler, alertsHandler, decisionHandler } from './alerts.ts';
import { backTestHandler } from './back-test.ts';
import { ruleHandlers } from './rules.ts';

/** Everything that this app serves. */
export function fraudHandlers(
  database: Database,
  {
    cursorSecret,
    clients,
    rememberedMs,
  }: { cursorSecret: string; clients: BankClients; rememberedMs: number },
): Handlers<'fraud'> {
  return {
    listFraudAlerts: alertsHandler(database, cursorSecret),
    getFraudAlert: alertHandler(database),
    confirmFraudAlert: decisionHandler(database, 'confirmed'),
    dismissFraudAlert: decisionHandler(database, 'dismissed'),
    ...ruleHandlers(database, { cursorSecret, canFreeze: (tenantId) => clients.has(tenantId) }),
    backTestFraudRule: backTestHandler(database, rememberedMs),
  };
}
