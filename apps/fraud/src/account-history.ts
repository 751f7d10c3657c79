import { compareMovements, type Movement } from './movement.ts';

/** The history before a movement. */
export type Past = {
  /** Those of the account's newest movements that come before it, in order. */
  before: readonly Movement[];
  /** The peaks before these. */
  peaks: readonly Movement[];
};

/** An account whose movements only get smaller would have any number of peaks, so only the newest are kept. */
const maxPeaks = 64;

/**
 * The newest movements of one account and outcome, in order, at most `depth` of them, and the peaks before them. A peak is
 * a movement with a larger amount than every later movement, so the last movement of any minimum amount is always known.
 * The rules rely on these bounds: because of them a busy account costs no more than a quiet one.
 */
export class AccountHistory {
  readonly #depth: number;
  readonly #movements: Movement[];
  #peaks: readonly Movement[];

  /** `peaks` may contain movements that are no longer peaks, and some of `movements`. */
  constructor(depth: number, movements: readonly Movement[], peaks: readonly Movement[] = []) {
    this.#depth = depth;
    const known = movements.toSorted(compareMovements);
    this.#movements = known.slice(-depth);
    const oldest = this.#movements[0];
    const older = oldest === undefined ? peaks : peaks.filter((each) => compareMovements(each, oldest) < 0);
    this.#peaks = peaksOf([...known.slice(0, -depth), ...older], this.#movements);
  }

  get size(): number {
    return this.#movements.length + this.#peaks.length;
  }

  /** The peaks before the newest movements, in order. */
  get peaks(): readonly Movement[] {
    return this.#peaks;
  }

  /**
   * Inserts a movement and returns the movements to judge, each with its past: first the movement itself and, if it came
   * late, the movements less than `windowMs` after it.
   */
  insert(movement: Movement, windowMs: number): ({ movement: Movement } & Past)[] {
    const movements = this.#movements;
    let place = movements.length;
    while (place > 0 && compareMovements(movements[place - 1]!, movement) > 0) place--;
    movements.splice(place, 0, movement);
    const peaks =
      place > 0 ? this.#peaks : this.#peaks.filter((each) => compareMovements(each, movement) < 0);
    const affected = [];
    for (let at = place; at < movements.length; at++) {
      const each = movements[at]!;
      if (at > place && each.occurredAt >= movement.occurredAt + windowMs) break;
      affected.push({ movement: each, before: movements.slice(0, at), peaks });
    }
    const forgotten = movements.length > this.#depth ? [movements.shift()!] : [];
    const lowest = this.#peaks.at(-1);
    if ((lowest && lowest.amount <= movement.amount) || forgotten.some((each) => isPeak(each, movements))) {
      this.#peaks = peaksOf([...this.#peaks, ...forgotten], movements);
    }
    return affected;
  }
}

const isPeak = ({ amount }: Movement, later: readonly Movement[]): boolean =>
  !later.some((each) => each.amount >= amount);

/** The peaks among `older`, in order. All of `newer` comes after them. */
function peaksOf(older: readonly Movement[], newer: readonly Movement[]): readonly Movement[] {
  if (older.length === 0) return older;
  let highest = newer.reduce((most, { amount }) => Math.max(most, amount), 0);
  const peaks: Movement[] = [];
  for (const each of older.toSorted((a, b) => compareMovements(b, a))) {
    if (each.amount <= highest) continue;
    highest = each.amount;
    peaks.push(each);
  }
  return peaks.slice(0, maxPeaks).reverse();
}
