import type { WaitingRequest } from './waiting-request.ts';

/** A busy account is looked at again after this long; at once would starve the holder, see docs/decisions. */
const restMs = { min: 3, max: 7 };

/** What one unit of work may take. */
export type BatchCapacity = {
  /** Movements at most; a single request that is larger goes alone. */
  movements: number;
  /** Whether requests of more than one movement may go. */
  bulk: boolean;
  /** Accounts that this process is posting to right now. */
  accountsUnderWay: ReadonlySet<string>;
};

/** The requests that wait, in order of arrival. */
export class WaitingRequests {
  #requests: WaitingRequest[] = [];
  #movements = 0;

  /** How many movements wait. */
  get movements(): number {
    return this.#movements;
  }

  /** How many requests wait; one may want many movements. */
  get requests(): number {
    return this.#requests.length;
  }

  [Symbol.iterator](): Iterator<WaitingRequest> {
    return this.#requests.values();
  }

  add(request: WaitingRequest): void {
    this.#requests.push(request);
    this.#movements += request.size;
  }

  /**
   * Takes the next requests in order of arrival, without those whose accounts are in use. Nobody overtakes a batch of
   * movements on an account that it waits for: it needs all of them to be free at one moment.
   */
  take({ movements, bulk, accountsUnderWay }: BatchCapacity): WaitingRequest[] {
    const taken: WaitingRequest[] = [];
    const left: WaitingRequest[] = [];
    const spokenFor = new Set<string>();
    let capacity = movements;
    for (const request of this.#requests) {
      if (request.settled) continue;
      const { size, accountIds } = request;
      const occupied = accountIds.some((id) => accountsUnderWay.has(id) || spokenFor.has(id));
      const fits = size <= capacity || (taken.length === 0 && size > movements);
      if (occupied && request.request.waitMs === 0) request.refuseBusy();
      else if (occupied || request.resting || !fits || (size > 1 && !bulk)) left.push(request);
      else {
        taken.push(request);
        capacity -= size;
      }
      if (occupied && size > 1 && bulk) for (const id of accountIds) spokenFor.add(id);
    }
    this.#keep(left);
    return taken;
  }

  /**
   * Back to the head, in order of arrival, for a few milliseconds of rest; `onRested` is called after it. Those that
   * have waited long enough are answered.
   */
  putBack(requests: readonly WaitingRequest[], onRested: () => void): void {
    if (requests.length === 0) return;
    const now = performance.now();
    for (const request of requests) {
      request.wasBusy = true;
      request.resting = true;
      request.posting = false;
      if (now - request.arrivedAt >= request.request.waitMs) request.refuseBusy();
    }
    this.#keep([...requests.filter(({ settled }) => !settled), ...this.#requests]);
    setTimeout(
      () => {
        for (const request of requests) request.resting = false;
        onRested();
      },
      restMs.min + Math.random() * (restMs.max - restMs.min),
    );
  }

  #keep(requests: WaitingRequest[]): void {
    this.#requests = requests;
    this.#movements = 0;
    for (const { size } of requests) this.#movements += size;
  }
}
