import { accountContended } from './overload.ts';

/**
 * Requests for one account that may be in the queue at once, of those that a tenant may have running (1,000): where an
 * account comes to a halt, such as under a lock that its process left behind, the tenant's others still get through.
 */
const requestsPerAccountMax = 500;

/** Counts the requests in the queue and in its units of work by account, so that one account never takes all the package. */
export class AccountConcurrency {
  readonly #requests = new Map<string, number>();

  /** Throws `account_contended`, and counts nothing, where an account has enough of them. */
  enter(accountIds: readonly string[]): void {
    const full = accountIds.find((id) => (this.#requests.get(id) ?? 0) >= requestsPerAccountMax);
    if (full !== undefined) throw accountContended(full);
    for (const id of accountIds) this.#requests.set(id, (this.#requests.get(id) ?? 0) + 1);
  }

  leave(accountIds: readonly string[]): void {
    for (const id of accountIds) {
      const left = this.#requests.get(id)! - 1;
      if (left === 0) this.#requests.delete(id);
      else this.#requests.set(id, left);
    }
  }
}
