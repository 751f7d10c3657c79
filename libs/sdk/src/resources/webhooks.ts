import type { Call } from '../call.ts';
import type { Connection } from '../connection.ts';
import type { List } from '../list.ts';
import type {
  CreateWebhookEndpoint,
  Deleted,
  NewWebhookSecret,
  UpdateWebhookEndpoint,
  WebhookDelivery,
  WebhookDeliveryDetails,
  WebhookDeliveryFilters,
  WebhookEndpoint,
  WebhookEndpointWithSecret,
} from '../schemas.ts';
import type { CallOptions } from '../transport.ts';

/** Where events are sent to. What arrives there is checked with `verifyWebhook`. */
export class WebhookEndpoints {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Keep the `secret` of the answer: it is not shown again. Without `event_types` everything is sent. */
  create(endpoint: CreateWebhookEndpoint, options?: CallOptions): Call<WebhookEndpointWithSecret> {
    return this.#connection.call(options, (raw, via) =>
      raw.POST('/webhook-endpoints', { ...via, body: endpoint }),
    );
  }

  /** The newest first. */
  list(options?: CallOptions): List<WebhookEndpoint> {
    return this.#connection.list(options, (raw, via, cursor) =>
      raw.GET('/webhook-endpoints', { ...via, params: { query: cursor } }),
    );
  }

  get(id: string, options?: CallOptions): Call<WebhookEndpoint> {
    return this.#connection.call(options, (raw, via) =>
      raw.GET('/webhook-endpoints/{id}', { ...via, params: { path: { id } } }),
    );
  }

  /** Changes what is said and leaves the rest; `enabled: true` sends what has waited. */
  update(id: string, changes: UpdateWebhookEndpoint, options?: CallOptions): Call<WebhookEndpoint> {
    return this.#connection.call(options, (raw, via) =>
      raw.PATCH('/webhook-endpoints/{id}', { ...via, params: { path: { id } }, body: changes }),
    );
  }

  delete(id: string, options?: CallOptions): Call<Deleted> {
    return this.#connection.call(options, (raw, via) =>
      raw.DELETE('/webhook-endpoints/{id}', { ...via, params: { path: { id } } }),
    );
  }

  /** A new secret, shown this once; those before it sign beside it for `overlap_seconds` (one day). */
  rotateSecret(
    id: string,
    rotation: { overlap_seconds?: number } = {},
    options?: CallOptions,
  ): Call<NewWebhookSecret> {
    return this.#connection.call(options, (raw, via) =>
      raw.POST('/webhook-endpoints/{id}/secrets', { ...via, params: { path: { id } }, body: rotation }),
    );
  }

  /** Ends a secret at once; the last one stays. */
  deleteSecret(id: string, secretId: string, options?: CallOptions): Call<Deleted> {
    return this.#connection.call(options, (raw, via) =>
      raw.DELETE('/webhook-endpoints/{id}/secrets/{secret_id}', {
        ...via,
        params: { path: { id, secret_id: secretId } },
      }),
    );
  }

  /** Sends one event of type `florin.webhooks.ping.v1`; look for its delivery to see how it went. */
  test(id: string, options?: CallOptions): Call<WebhookDelivery> {
    return this.#connection.call(options, (raw, via) =>
      raw.POST('/webhook-endpoints/{id}/test', { ...via, params: { path: { id } } }),
    );
  }
}

/** What was sent to endpoints, and how it went. */
export class WebhookDeliveries {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** The newest first. Deliveries follow their events by a moment. */
  list(filters: WebhookDeliveryFilters = {}, options?: CallOptions): List<WebhookDelivery> {
    return this.#connection.list(options, (raw, via, cursor) => {
      return raw.GET('/webhook-deliveries', { ...via, params: { query: { ...filters, ...cursor } } });
    });
  }

  /** With its body, and each attempt with the first bytes of what the endpoint answered. */
  get(id: string, options?: CallOptions): Call<WebhookDeliveryDetails> {
    return this.#connection.call(options, (raw, via) =>
      raw.GET('/webhook-deliveries/{id}', { ...via, params: { path: { id } } }),
    );
  }

  /** Sends it again at once, under the same `webhook-id`. */
  replay(id: string, options?: CallOptions): Call<WebhookDelivery> {
    return this.#connection.call(options, (raw, via) =>
      raw.POST('/webhook-deliveries/{id}/replay', { ...via, params: { path: { id } } }),
    );
  }
}
