import type * as kafkajs from 'kafkajs';
import { createRequire } from 'node:module';

type RequestQueue = {
  throttleCheckTimeoutId: NodeJS.Timeout | null;
  throttledUntil: number;
  pending: unknown[];
  checkPendingRequests(): void;
  rejectAll(error: Error): void;
};

type Methods = {
  scheduleCheckPendingRequests(this: RequestQueue): void;
  waitForPendingRequests(this: RequestQueue): Promise<void>;
};

/** How long a closing connection waits for outstanding responses. */
const lastResponsesMs = 2_000;

/** How long a fetch waits for a first event. A stop may have to wait as long. */
export const fetchWaitMs = 500;

type ConsumerGroup = { maxWaitTime: number; fetch(nodeId: string): Promise<unknown> };

let isFixed = false;

/**
 * Replaces three methods of kafkajs 2.2.4, which is no longer maintained:
 *
 * - kafkajs sets a timer after every response, even with nothing pending, and with a negative time. Each connection
 *   then wakes a thousand times a second (an idle consumer used 71 ms of CPU per second, 15 with the fix), and Node
 *   warns.
 * - A closing connection waits for its responses without a time limit. If the broker dies at that moment, it waits for
 *   ever, and a consumer that crashed is never started again.
 * - The admin sets the positions of a group through a consumer that fetches nothing, and lets it wait for 5 s. A move of the
 *   events does that for each group and topic, while nobody may publish: it was closed for 45 s.
 */
export function fixKafkajs(): void {
  if (isFixed) return;
  const require = createRequire(import.meta.url);
  const { KafkaJSConnectionError } = require('kafkajs') as typeof kafkajs;
  const { prototype } = require('kafkajs/src/network/requestQueue') as { prototype: Methods };
  const { waitForPendingRequests } = prototype;

  prototype.scheduleCheckPendingRequests = function scheduleCheckPendingRequests() {
    if (this.throttleCheckTimeoutId || this.pending.length === 0) return;
    const waitMs = Math.max(this.throttledUntil - Date.now(), 10);
    this.throttleCheckTimeoutId = setTimeout(() => {
      this.throttleCheckTimeoutId = null;
      this.checkPendingRequests();
    }, waitMs);
  };

  prototype.waitForPendingRequests = async function waitForPendingRequestsBounded() {
    const closed = () => this.rejectAll(new KafkaJSConnectionError('closed before the response arrived'));
    const timer = setTimeout(closed, lastResponsesMs);
    await waitForPendingRequests.call(this);
    clearTimeout(timer);
  };

  const group: { prototype: ConsumerGroup } = require('kafkajs/src/consumer/consumerGroup');
  const { fetch } = group.prototype;
  group.prototype.fetch = function fetchSoon(nodeId) {
    this.maxWaitTime = Math.min(this.maxWaitTime, fetchWaitMs);
    return fetch.call(this, nodeId);
  };
  isFixed = true;
}
