import { newId } from '@florin/database';
import type { FlorinEvent } from '@florin/events';
import { createLogger, createMetrics } from '@florin/service';
import { eventually, sampleTransaction } from '@florin/testing';
import type { ResolveHost } from '../src/webhooks/checked-lookup.ts';
import { insertEndpoint } from '../src/webhooks/endpoint-store.ts';
import { findDelivery, listAttempts, listDeliveries } from '../src/webhooks/list-deliveries.ts';
import { createPostWebhook } from '../src/webhooks/post-webhook.ts';
import { recordDeliveries } from '../src/webhooks/fan-out.ts';
import { createSecretSeal } from '../src/webhooks/sealed-secrets.ts';
import { insertSecret } from '../src/webhooks/secret-store.ts';
import type { TargetPolicy } from '../src/webhooks/target-policy.ts';
import { startWebhookDeliveries, type WebhookDeliveriesOptions } from '../src/webhooks/webhook-deliveries.ts';
import { startVerification } from '../src/webhooks/verification.ts';
import { openDatabase } from './open-database.ts';

export const openPolicy: TargetPolicy = { allowHttp: true, allowPrivate: true, ports: 'any' };

export type SendOptions = Partial<WebhookDeliveriesOptions> & {
  timeoutMs?: number;
  policy?: TargetPolicy;
  resolve?: ResolveHost;
};

/** Opens a database of its own to send webhooks from, without Kafka and without an HTTP server. */
export async function openWebhookScene() {
  const { database, requests, run, close } = await openDatabase();
  const seal = createSecretSeal([Buffer.alloc(32, 3).toString('base64')]);
  const tenantId = newId('tenant');
  const senders: { stop(): Promise<void> }[] = [];

  function withDefaults({ timeoutMs = 5_000, policy = openPolicy, resolve, ...options }: SendOptions) {
    const answer: ResolveHost = resolve ?? (async () => ['127.0.0.1']);
    return {
      database,
      post: createPostWebhook({ policy, resolve: answer, timeoutMs }),
      seal,
      retrySeconds: [1],
      leaseMs: timeoutMs + 10_000,
      pollMs: 20,
      stopWithinMs: 1_000,
      logger: createLogger({ service: 'test', level: 'silent' }),
      metrics: createMetrics('test'),
      ...options,
    };
  }

  return {
    database,
    requests,
    seal,
    tenantId,
    run,
    /** Registers an endpoint; returns its id and secret. */
    register: (url: string, eventTypes = ['*'], mustVerify = false) =>
      database.unitOfWork(async (unit) => {
        const endpoint = { tenantId, url, description: null, eventTypes, request: undefined, mustVerify };
        const id = await insertEndpoint(unit, endpoint);
        const { secret } = await insertSecret(unit, seal, { endpointId: id, request: undefined });
        return { id, secret };
      }),
    /** Creates deliveries for a batch of events, as the consumer does. */
    handleEvents: (events: readonly FlorinEvent[]) =>
      database.unitOfWork((unit) => recordDeliveries(unit, events)),
    events: (count: number): FlorinEvent[] =>
      Array.from({ length: count }, () => sampleTransaction({ tenantId })),
    /** Starts an instance that sends; `quiet` stops it. */
    send(options: SendOptions = {}) {
      const limits = { disableAfterMs: 60_000, concurrency: 100, perEndpoint: 10 };
      const sender = startWebhookDeliveries({ ...limits, ...withDefaults(options) });
      senders.push(sender);
      return sender;
    },
    /** Starts an instance that challenges endpoints; `quiet` stops it. */
    challenge(options: SendOptions = {}) {
      const sender = startVerification(withDefaults(options));
      senders.push(sender);
      return sender;
    },
    list: (filter: { endpoint_id?: string; status?: string } = {}) =>
      database.read((unit) => listDeliveries(unit, { tenantId, limit: 1_000, ...filter })),
    find: (id: string) => database.read((unit) => findDelivery(unit, { tenantId, id })),
    attempts: (id: string) => database.read((unit) => listAttempts(unit, id)),
    /** Waits for a delivery of the endpoint with this status. */
    settled(endpointId: string, status: string, withinMs = 20_000) {
      return eventually(async () => (await this.list({ endpoint_id: endpointId, status }))[0], { withinMs });
    },
    /** Stops all senders and removes all endpoints. */
    async quiet() {
      await Promise.all(senders.splice(0).map((sender) => sender.stop()));
      await run(`truncate notifications.webhook_endpoints, notifications.webhook_secrets,
                          notifications.webhook_deliveries, notifications.webhook_attempts, notifications.outbox`);
    },
    async close() {
      await Promise.all(senders.splice(0).map((sender) => sender.stop()));
      await close();
    },
  };
}

export type WebhookScene = Awaited<ReturnType<typeof openWebhookScene>>;
