import { isUnavailable, type Database } from '@florin/database';
import type { Logger, Metrics } from '@florin/service';
import type { Channel, DueNotification, Outcome } from './channel.ts';
import { claimDue, settle, type Settlement } from './delivery-store.ts';
import { retryDelayMs } from './retry-schedule.ts';

export type DeliveryOptions = {
  database: Database;
  channel: Channel;
  /** Seconds between attempts; when they are used up, the delivery has failed. */
  retrySeconds: readonly number[];
  /** After this long an attempt that was never written down is made again: longer than any attempt can take. */
  leaseMs: number;
  pollMs: number;
  /** How long a stop waits for what is under way; the rest is made again when its lease ends. */
  stopWithinMs: number;
  logger: Logger;
  metrics: Metrics;
};

/**
 * Delivers what is due, at least once each, apart from the consumption of events: a target that hangs fills the
 * places of this loop and nobody else's. Several instances share the work.
 */
export class Delivery {
  readonly #options: DeliveryOptions;
  readonly #attempts;
  readonly #underWay = new Set<string>();
  readonly #ended: Settlement[] = [];
  #stopping = false;
  #abandoned = false;
  #wake = () => {};
  readonly #running: Promise<void>;

  /** Starts at once. */
  constructor(options: DeliveryOptions) {
    this.#options = options;
    this.#attempts = options.metrics.counter(
      'florin_notification_attempts_total',
      'Delivery attempts by channel and outcome',
      ['channel', 'outcome'],
    );
    this.#running = this.#run();
  }

  /** Takes no more; resolves when what is under way has ended and is written down, or after `stopWithinMs`. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#wake();
    const abandon = setTimeout(() => {
      this.#abandoned = true;
      this.#wake();
    }, this.#options.stopWithinMs);
    await this.#running;
    clearTimeout(abandon);
  }

  async #run(): Promise<void> {
    while (!this.#isDone()) {
      const reached = await this.#turn();
      // With the database away, what is not written down when the process stops is due again after its lease.
      if (!reached && this.#stopping) return;
      if (!reached || this.#ended.length === 0) await this.#nap();
    }
  }

  #isDone(): boolean {
    return this.#abandoned || (this.#stopping && this.#underWay.size === 0 && this.#ended.length === 0);
  }

  /** Writes down what has ended and takes what is due, as far as there are places; false when it could not. */
  async #turn(): Promise<boolean> {
    const { database, channel, leaseMs, logger } = this.#options;
    const settlements = [...this.#ended];
    const limit = this.#stopping ? 0 : channel.concurrency - this.#underWay.size;
    if (limit === 0 && settlements.length === 0) return true;
    try {
      const due = await database.unitOfWork(async (em) => {
        if (settlements.length > 0) await settle(em, settlements);
        return limit > 0 ? claimDue(em, { channel: channel.name, limit, leaseMs }) : [];
      });
      this.#ended.splice(0, settlements.length);
      for (const notification of due) void this.#attempt(notification);
      return true;
    } catch (error) {
      if (!isUnavailable(error)) throw error;
      logger.warn({ err: error }, 'the database does not answer, deliveries wait');
      return false;
    }
  }

  async #attempt(notification: DueNotification): Promise<void> {
    this.#underWay.add(notification.id);
    const outcome = await this.#options.channel.deliver(notification);
    this.#underWay.delete(notification.id);
    const settlement = this.#settlementOf(notification, outcome);
    this.#attempts.inc({ channel: this.#options.channel.name, outcome: settlement.status });
    this.#ended.push(settlement);
    this.#wake();
  }

  #settlementOf({ id, attempt }: DueNotification, outcome: Outcome): Settlement {
    if (outcome.delivered) return { id, attempt, status: 'delivered' };
    const { failure } = outcome;
    const retryMs = outcome.retry ? retryDelayMs(this.#options.retrySeconds, attempt) : undefined;
    if (retryMs !== undefined) return { id, attempt, status: 'pending', retryMs, failure };
    this.#options.logger.warn(
      { notification: id, attempts: attempt, failure },
      'a notification was not delivered',
    );
    return { id, attempt, status: 'failed', failure };
  }

  #nap(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, this.#options.pollMs);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
