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

let isFixed = false;

/**
 * Replaces two methods of kafkajs 2.2.4, which is no longer maintained:
 *
 * - kafkajs sets a timer after every response, even with nothing pending, and with a negative time. Each connection
 *   then wakes a thousand times a second (an idle consumer used 71 ms of CPU per second, 15 with the fix), and Node
 *   warns.
 * - A closing connection waits for its responses without a time limit. If the broker dies at that moment, it waits for
 *   ever, and a consumer that crashed is never started again.
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
  isFixed = true;
}
