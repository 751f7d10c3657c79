import { compareMovements, type Movement } from './movement.ts';

/** What a movement has before it. */
export type Past = {
  /** Of the account's last movements those before it, in order. */
  before: readonly Movement[];
  /** Those before these that are remembered as peaks. */
  peaks: readonly Movement[];
};

/** An account whose movements only ever become smaller would have any number of peaks; the oldest are forgotten. */
const mostPeaks = 64;

/**
 * The newest movements of one account and outcome, in order, never more than `depth`, and of those before them the peaks:
 * movements that nothing after them equals in amount. The last movement of any amount or more is therefore always
 * remembered. The bounds are part of what the rules promise: they keep a busy account from costing more than a quiet one.
 */
export class AccountHistory {
  readonly #depth: number;
  readonly #movements: Movement[];
  #peaks: readonly Movement[];

  /** `peaks` may hold movements that are none any more, and some of `movements` too. */
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

  /** Before the last movements, in order. */
  get peaks(): readonly Movement[] {
    return this.#peaks;
  }

  /**
   * Puts a movement in its place and gives back what has to be judged because of it: itself first and, when it came
   * late, those less than `windowMs` after it, each with what is before it.
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

/** Those of `older` that nothing after them equals, in order; `newer` comes after all of them. */
function peaksOf(older: readonly Movement[], newer: readonly Movement[]): readonly Movement[] {
  if (older.length === 0) return older;
  let highest = newer.reduce((most, { amount }) => Math.max(most, amount), 0);
  const peaks: Movement[] = [];
  for (const each of older.toSorted((a, b) => compareMovements(b, a))) {
    if (each.amount <= highest) continue;
    highest = each.amount;
    peaks.push(each);
  }
  return peaks.slice(0, mostPeaks).reverse();
}
