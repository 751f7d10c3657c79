import { pause } from '@florin/service';

export type WatchOptions<T> = {
  /** Looks once. */
  look: () => Promise<T>;
  /** Called when a look failed. */
  onFailure?: (error: unknown) => void;
  /** The pause between two looks. */
  everyMs: number;
  /** A shorter pause while this returns true. */
  isUrgent?: () => boolean;
};

/** The pause between urgent looks. A look costs the server some 20 µs. */
const urgentMs = 2;

/** Looks at a server again and again, one look at a time, and shares looks among all that need a new one. */
export class Watch<T> {
  readonly #options: WatchOptions<T>;
  readonly #stopping = new AbortController();
  readonly #running: Promise<void>;
  #awaited: PromiseWithResolvers<T>[] = [];
  #wake: (() => void) | undefined;

  constructor(options: WatchOptions<T>) {
    this.#options = options;
    this.#running = this.#run();
  }

  /** The result of a look that begins after this call. Rejects with the error of that look. */
  next(): Promise<T> {
    const awaited = Promise.withResolvers<T>();
    if (this.#stopping.signal.aborted) awaited.reject(new Error('the process stops'));
    else this.#awaited.push(awaited);
    this.wake();
    return awaited.promise;
  }

  /** Ends the pause. */
  wake(): void {
    this.#wake?.();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { look, onFailure } = this.#options;
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      const answered = this.#awaited.splice(0);
      try {
        const seen = await look();
        for (const { resolve } of answered) resolve(seen);
      } catch (error) {
        for (const { reject } of answered) reject(error);
        onFailure?.(error);
        // A server that is away gets no more connections because more requests need it.
        await this.#pause(signal, false);
        continue;
      }
      await this.#pause(signal, this.#awaited.length > 0 || this.#options.isUrgent?.() === true);
    }
    for (const { reject } of this.#awaited.splice(0)) reject(new Error('the process stops'));
  }

  async #pause(signal: AbortSignal, isUrgent: boolean): Promise<void> {
    if (isUrgent) return pause(urgentMs, signal);
    const woken = new AbortController();
    this.#wake = () => woken.abort();
    await pause(this.#options.everyMs, AbortSignal.any([signal, woken.signal]));
    this.#wake = undefined;
  }
}
