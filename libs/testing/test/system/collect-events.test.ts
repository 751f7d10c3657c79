import { newId } from '@florin/database';
import { accountsLifecycle, encodeEvent, topics } from '@florin/events';
import { createPublisher, ensureTopics } from '@florin/messaging';
import { createLogger, createMetrics } from '@florin/service';
import { collectEvents, startKafka } from '@florin/testing';
import { expect, test } from '@jest/globals';

const logger = createLogger({ service: 'testing', level: 'silent' });

test('collects every event of an account, also those published after the broker was killed', async () => {
  const kafka = await startKafka();
  const brokers = [kafka.broker];
  const collector = collectEvents({ brokers });
  await ensureTopics({ brokers, clientId: 'test', topics, logger });
  const publisher = await createPublisher({
    brokers,
    clientId: 'test',
    logger,
    metrics: createMetrics('testing'),
  });
  const [one, two] = [opened(), opened()];
  try {
    await publisher.publish([one, one]);
    expect(await collector.untilAccountHas(one.key, 1)).toHaveLength(1);
    await kafka.kill();
    await kafka.restart();
    await publisher.publish([two]);
    await collector.untilAccountHas(two.key, 1, 40_000);
    expect(collector.all().map(({ key }) => key)).toEqual([one.key, one.key, two.key]);
  } finally {
    await Promise.all([publisher.close(), collector.stop()]);
    await kafka.stop();
  }
});

function opened() {
  const accountId = newId('acct');
  const tenantId = newId('tenant');
  const time = new Date().toISOString();
  return encodeEvent(accountsLifecycle, {
    id: `${accountId}:opened`,
    tenantId,
    accountId,
    time,
    data: {
      account_id: accountId,
      tenant_id: tenantId,
      change: 'opened',
      status: 'active',
      currency: 'USD',
      overdraft_limit: 0,
      external_id: null,
      name: null,
      account_version: 0,
      occurred_at: time,
    },
  });
}
