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

/** The URLs that the bank sends events to. Check received events with `verifyWebhook`. */
export class WebhookEndpoints {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /**
   * Creates an endpoint. Store the `secret` of the answer: the bank does not show it again. Without `event_types` the
   * bank sends all events. It sends them once the endpoint has answered the challenge (see `webhookChallengeAnswer`).
   *
   * @throws {InvalidRequestError} The URL is not allowed, or an event type does not exist.
   * @throws {PermissionError} The key lacks the scope to read one of the events.
   * @example
   * const { id, secret } = await florin.webhookEndpoints.create({ url: 'https://example.com/florin' });
   */
  create(endpoint: CreateWebhookEndpoint, options?: CallOptions): Call<WebhookEndpointWithSecret> {
    return this.#connection.call(options, (raw, via) =>
      raw.POST('/webhook-endpoints', { ...via, body: endpoint }),
    );
  }

  /**
   * Lists endpoints, newest first.
   *
   * @throws {PermissionError} The key lacks the scope.
   * @example
   * for await (const { url, verification } of florin.webhookEndpoints.list()) console.log(url, verification.status);
   */
  list(options?: CallOptions): List<WebhookEndpoint> {
    return this.#connection.list(options, (raw, via, cursor) =>
      raw.GET('/webhook-endpoints', { ...via, params: { query: cursor } }),
    );
  }

  /**
   * Returns an endpoint without its secrets.
   *
   * @throws {NotFoundError} The tenant has no such endpoint.
   * @example
   * const { enabled, verification } = await florin.webhookEndpoints.get('whe_…');
   */
  get(id: string, options?: CallOptions): Call<WebhookEndpoint> {
    return this.#connection.call(options, (raw, via) =>
      raw.GET('/webhook-endpoints/{id}', { ...via, params: { path: { id } } }),
    );
  }

  /**
   * Changes the fields that you pass and leaves the rest. `enabled: true` also sends the deliveries that waited.
   *
   * @throws {InvalidRequestError} The URL is not allowed, or an event type does not exist.
   * @throws {NotFoundError} The tenant has no such endpoint.
   * @example
   * await florin.webhookEndpoints.update('whe_…', { event_types: ['florin.transactions.*'] });
   */
  update(id: string, changes: UpdateWebhookEndpoint, options?: CallOptions): Call<WebhookEndpoint> {
    return this.#connection.call(options, (raw, via) =>
      raw.PATCH('/webhook-endpoints/{id}', { ...via, params: { path: { id } }, body: changes }),
    );
  }

  /**
   * Deletes an endpoint.
   *
   * @throws {NotFoundError} The tenant has no such endpoint.
   * @example
   * await florin.webhookEndpoints.delete('whe_…');
   */
  delete(id: string, options?: CallOptions): Call<Deleted> {
    return this.#connection.call(options, (raw, via) =>
      raw.DELETE('/webhook-endpoints/{id}', { ...via, params: { path: { id } } }),
    );
  }

  /**
   * Sends the challenge again at once; a verified endpoint stays as it is. Get the endpoint again later to see the result
   * in `verification`.
   *
   * @throws {ConflictError} The endpoint is disabled.
   * @throws {NotFoundError} The tenant has no such endpoint.
   * @example
   * const { verification } = await florin.webhookEndpoints.verify('whe_…');
   */
  verify(id: string, options?: CallOptions): Call<WebhookEndpoint> {
    return this.#connection.call(options, (raw, via) =>
      raw.POST('/webhook-endpoints/{id}/verify', { ...via, params: { path: { id } } }),
    );
  }

  /**
   * Creates a secret and returns it once. Earlier secrets also sign for another `overlap_seconds`, by default one day.
   *
   * @throws {NotFoundError} The tenant has no such endpoint.
   * @example
   * const { secret } = await florin.webhookEndpoints.rotateSecret('whe_…', { overlap_seconds: 3_600 });
   */
  rotateSecret(
    id: string,
    rotation: { overlap_seconds?: number } = {},
    options?: CallOptions,
  ): Call<NewWebhookSecret> {
    return this.#connection.call(options, (raw, via) =>
      raw.POST('/webhook-endpoints/{id}/secrets', { ...via, params: { path: { id } }, body: rotation }),
    );
  }

  /**
   * Ends a secret at once.
   *
   * @throws {ConflictError} It is the last secret of the endpoint.
   * @throws {NotFoundError} The endpoint has no such secret.
   * @example
   * await florin.webhookEndpoints.deleteSecret('whe_…', 'whs_…');
   */
  deleteSecret(id: string, secretId: string, options?: CallOptions): Call<Deleted> {
    return this.#connection.call(options, (raw, via) =>
      raw.DELETE('/webhook-endpoints/{id}/secrets/{secret_id}', {
        ...via,
        params: { path: { id, secret_id: secretId } },
      }),
    );
  }

  /**
   * Sends one event of type `florin.webhooks.ping.v1`. Get the returned delivery again later to see its result.
   *
   * @throws {ConflictError} The endpoint is disabled.
   * @throws {NotFoundError} The tenant has no such endpoint.
   * @example
   * const delivery = await florin.webhookEndpoints.test('whe_…');
   */
  test(id: string, options?: CallOptions): Call<WebhookDelivery> {
    return this.#connection.call(options, (raw, via) =>
      raw.POST('/webhook-endpoints/{id}/test', { ...via, params: { path: { id } } }),
    );
  }
}

/** The deliveries of events to endpoints, and their results. */
export class WebhookDeliveries {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /**
   * Lists deliveries, newest first. A delivery appears a moment after its event.
   *
   * @throws {InvalidRequestError} A filter is invalid.
   * @example
   * for await (const { id, last_failure } of florin.webhookDeliveries.list({ status: 'failed' })) console.log(id, last_failure);
   */
  list(filters: WebhookDeliveryFilters = {}, options?: CallOptions): List<WebhookDelivery> {
    return this.#connection.list(options, (raw, via, cursor) => {
      return raw.GET('/webhook-deliveries', { ...via, params: { query: { ...filters, ...cursor } } });
    });
  }

  /**
   * Returns a delivery with its body and its attempts. Each attempt has the first bytes of the endpoint's answer.
   *
   * @throws {NotFoundError} The tenant has no such delivery.
   * @example
   * const { body, attempts } = await florin.webhookDeliveries.get('whd_…');
   */
  get(id: string, options?: CallOptions): Call<WebhookDeliveryDetails> {
    return this.#connection.call(options, (raw, via) =>
      raw.GET('/webhook-deliveries/{id}', { ...via, params: { path: { id } } }),
    );
  }

  /**
   * Sends a delivery again at once, under the same `webhook-id`.
   *
   * @throws {ConflictError} The endpoint is disabled or deleted.
   * @throws {NotFoundError} The tenant has no such delivery.
   * @example
   * await florin.webhookDeliveries.replay('whd_…');
   */
  replay(id: string, options?: CallOptions): Call<WebhookDelivery> {
    return this.#connection.call(options, (raw, via) =>
      raw.POST('/webhook-deliveries/{id}/replay', { ...via, params: { path: { id } } }),
    );
  }
}
