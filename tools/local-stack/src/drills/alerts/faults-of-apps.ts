import { idToUuid } from '@florin/database';
import { accountsLifecycle } from '@florin/events';
import { createPublisher } from '@florin/messaging';
import { createLogger, createMetrics } from '@florin/service';
import { urlOfNode } from '../../cluster/postgres-nodes.ts';
import { servicesOf } from '../../cluster/start-cluster.ts';
import { primaryOf } from '../../cluster/topology.ts';
import { until } from '../drill.ts';
import type { Fault } from './fault.ts';
import { openSession } from './open-session.ts';
import { replaceInstances } from './replace-instances.ts';
import { apiOf, openAccount, tenantOf } from './tenant.ts';

/** The letter stays in the dead letters of each consumer, for an operator to look at. */
export const deadLetter: Fault = {
  did: `wrote something that is no event into ${accountsLifecycle.topic}`,
  alerts: ['DeadLetters'],
  async provoke(scene) {
    const publisher = await createPublisher({
      brokers: servicesOf(scene.cluster).KAFKA_BROKERS.split(','),
      clientId: 'drill',
      logger: createLogger({ service: 'drill', level: 'silent' }),
      metrics: createMetrics('drill'),
    });
    const message = { topic: accountsLifecycle.topic, key: 'drill', value: 'no event', headers: {} };
    await publisher.publish([message], AbortSignal.timeout(60_000));
    await publisher.close();
    return { did: 'wrote nothing more', run: async () => undefined };
  },
};

/** A session of somebody else holds the account, so that the job cannot end what is due on it. */
export const holdKeptOpen: Fault = {
  did: 'a session holds the row of an account with a hold that has expired',
  alerts: ['DueWorkLate'],
  async provoke(scene) {
    const account_id = await openAccount(scene);
    const expires_at = new Date(Date.now() + 5_000).toISOString();
    await apiOf(scene).transactions.hold({ account_id, amount: 1, expires_at });
    const row = `select from ledger.accounts where id = '${idToUuid(account_id)}' for update`;
    const end = await openSession(urlOfNode(primaryOf(scene.cluster)), ['begin', row]);
    return { did: 'ended that session', run: end };
  },
};

const ruleId = 'large_amount';

/** The threshold is five minutes of real time, and a key that is refused is tried again ever more slowly. */
export const fraudKeyRefused: Fault = {
  did: 'an account should be frozen, and fraud has a key that may not freeze',
  alerts: ['FraudActionsLate'],
  async provoke(scene) {
    const { apiKeys, fraud, accounts, transactions } = apiOf(scene);
    const key = await apiKeys.create({ name: 'drill: may not freeze', scopes: ['transactions:read'] });
    const rule = await fraud.rules.get(ruleId);
    const credentials = { ...tenantOf(scene), fraud_api_key: key.secret ?? '' };
    const restore = await replaceInstances(scene, ['fraud-1', 'fraud-2'], { credentials });
    const remedy = {
      did: 'started both fraud again with their own key',
      async run() {
        await restore();
        await apiKeys.revoke(key.id);
      },
    };
    try {
      await fraud.rules.update(ruleId, { action: 'freeze', enabled: true });
      const { id: account_id } = await accounts.create({ name: 'drill' });
      await transactions.credit({ account_id, amount: 2_000_000 });
      const isRaised = async () => (await fraud.alerts.list({ account_id })).data.length > 0;
      await until(isRaised, 'the rule raised no alert').finally(() =>
        fraud.rules.update(ruleId, { action: rule.action, enabled: rule.enabled }),
      );
      return remedy;
    } catch (error) {
      await remedy.run();
      throw error;
    }
  },
};
