import type { FraudAlert } from '@florin/sdk';

export const alertStates = [...(['open', 'confirmed', 'dismissed'] as const)] satisfies FraudAlert['state'][];

/** The filter of the queue of alerts, as it stands in the URL. Without one, the alerts that are open. */
export type AlertSearch = { state?: FraudAlert['state'] };

export function alertFiltersOf(search: Record<string, unknown>): AlertSearch {
  const state = alertStates.find((each) => each === search['state']);
  return state ? { state } : {};
}
