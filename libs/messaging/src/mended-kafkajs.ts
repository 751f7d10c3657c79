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

/** How long a closing connection waits for the answers that are still due. */
const lastAnswersMs = 2_000;

let mended = false;

/**
 * Two methods of kafkajs 2.2.4, which is no longer maintained, set right in place:
 *
 * - It sets a timer after every answer, also with nothing pending, and with a negative time: each connection then
 *   wakes a thousand times a second for ever (an idle consumer: 71 ms of CPU a second, 15 without), and Node warns.
 * - A connection that is told to close waits for its answers without a time limit, and when the broker goes away
 *   just then, for ever: a consumer that crashed would never be started again.
 */
export function mendKafkajs(): void {
  if (mended) return;
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
    const closed = () => this.rejectAll(new KafkaJSConnectionError('closed before the answer came'));
    const timer = setTimeout(closed, lastAnswersMs);
    await waitForPendingRequests.call(this);
    clearTimeout(timer);
  };
  mended = true;
}
