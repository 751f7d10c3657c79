import type { Database } from '@florin/database';
import { notificationsDeliveries } from '@florin/events';
import { createPublisher, ensureTopics, eventLogOf, startRelay } from '@florin/messaging';
import type { ServiceContext } from '@florin/service';
import type { Static } from 'typebox';
import type { config } from '../config.ts';
import { createResolver } from './checked-lookup.ts';
import { createDeliveryHandlers } from './delivery-handlers.ts';
import { deliveryOutbox } from './delivery-outbox.ts';
import { createEndpointHandlers } from './endpoint-handlers.ts';
import { createPostWebhook } from './post-webhook.ts';
import { limitRequested } from './request-deliveries.ts';
import { createSecretSeal } from './sealed-secrets.ts';
import type { TargetPolicy } from './target-policy.ts';
import { startVerification } from './verification.ts';
import { startWebhookDeliveries } from './webhook-deliveries.ts';
import { showWebhookMetrics } from './webhook-metrics.ts';

type Settings = Static<typeof config>;

/** How long an attempt may take to be recorded after its time limit, before it is repeated. */
const settleWithinMs = 10_000;
const pollMs = 100;
const stopWithinMs = 5_000;

export type Webhooks = {
  handlers: ReturnType<typeof createEndpointHandlers> & ReturnType<typeof createDeliveryHandlers>;
  /** Starts to send due deliveries and to publish their results. The schema must be migrated. */
  start(): Promise<void>;
};

/** Creates the handlers of the webhook operations, and the sender of deliveries, which `start` starts. */
export function createWebhooks(
  context: ServiceContext<Settings>,
  {
    database,
    requests,
    cursorSecrets,
  }: Record<'database' | 'requests', Database> & { cursorSecrets: readonly string[] },
): Webhooks {
  const settings = context.config;
  const resolve = createResolver();
  const policy = policyOf(settings);
  const seal = createSecretSeal(settings.WEBHOOK_ENCRYPTION_KEYS);
  const post = createPostWebhook({ policy, resolve, timeoutMs: settings.WEBHOOK_TIMEOUT_MS });
  const mustVerify = settings.WEBHOOK_VERIFICATION === 'on';
  const countRequested = limitRequested(settings.WEBHOOK_REQUESTED_PER_MINUTE);
  const forRequests = { database: requests, cursorSecrets, countRequested };
  return {
    handlers: {
      ...createEndpointHandlers({ ...forRequests, seal, policy, resolve, mustVerify }),
      ...createDeliveryHandlers(forRequests),
    },
    async start() {
      await startPublishing(context, database);
      startDeliveries(context, { database, post, seal });
    },
  };
}

function startDeliveries(
  context: ServiceContext<Settings>,
  parts: Pick<Parameters<typeof startWebhookDeliveries>[0], 'database' | 'post' | 'seal'>,
): void {
  const { logger, metrics, config: settings } = context;
  const shared = {
    ...parts,
    retrySeconds: settings.WEBHOOK_RETRY_SECONDS,
    leaseMs: settings.WEBHOOK_TIMEOUT_MS + settleWithinMs,
    pollMs,
    stopWithinMs,
    logger,
    metrics,
  };
  const deliveries = startWebhookDeliveries({
    ...shared,
    disableAfterMs: settings.WEBHOOK_DISABLE_AFTER_SECONDS * 1_000,
    concurrency: settings.WEBHOOK_CONCURRENCY,
    perEndpoint: settings.WEBHOOK_ENDPOINT_CONCURRENCY,
  });
  context.onStop('webhooks', () => deliveries.stop());
  const challenges = startVerification(shared);
  context.onStop('challenges', () => challenges.stop());
  showWebhookMetrics(parts.database, metrics, logger);
}

function policyOf(settings: Settings): TargetPolicy {
  const ports = settings.WEBHOOK_PORTS;
  return {
    allowHttp: settings.WEBHOOK_ALLOW_HTTP,
    allowPrivate: settings.WEBHOOK_ALLOW_PRIVATE,
    ports: ports.includes('any') ? 'any' : ports.map(Number),
  };
}

/** Starts to publish this app's own events, from one instance at a time. */
async function startPublishing(context: ServiceContext<Settings>, database: Database): Promise<void> {
  const { logger, metrics, config: settings } = context;
  const log = { ...eventLogOf(settings), clientId: 'notifications', logger };
  const publisher = await createPublisher({ ...log, metrics });
  context.onStop('publisher', () => publisher.close());
  context.onReadinessCheck('publisher', async () => ({ ...publisher.check(), required: false }));
  const lockName = 'notifications-relay';
  const relay = startRelay({ database, lockName, source: deliveryOutbox, publisher, logger, metrics });
  context.onStop('relay', () => relay.stop());
  context.onReadinessCheck('relay', async () => ({ ...relay.check(), required: false }));
  // The log may still be starting. The relay keeps its events until the topic exists.
  const boot = new AbortController();
  const topicCreated = ensureTopics({
    ...log,
    topics: [notificationsDeliveries.topic],
    signal: boot.signal,
  });
  context.onStop('topic', () => {
    boot.abort();
    return topicCreated;
  });
}
