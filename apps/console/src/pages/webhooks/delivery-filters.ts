import type { WebhookDelivery } from '@florin/sdk';

export const deliveryStatuses = [
  ...(['pending', 'delivered', 'failed'] as const),
] satisfies WebhookDelivery['status'][];

/** The filters of the list of deliveries, as they stand in the URL. */
export type DeliverySearch = { endpoint?: string; status?: WebhookDelivery['status'] };

export function deliveryFiltersOf(search: Record<string, unknown>): DeliverySearch {
  const { endpoint } = search;
  const status = deliveryStatuses.find((each) => each === search['status']);
  return {
    ...(typeof endpoint === 'string' && /^[a-z]+_[0-9a-z]{26}$/.test(endpoint) ? { endpoint } : {}),
    ...(status ? { status } : {}),
  };
}
