import { compareMovements, type Movement } from './movement.ts';

/**
 * The newest movements of one account and outcome, in order, never more than `depth`. The bound is part of
 * what the rules promise: it keeps a busy account from costing more than a quiet one.
 */
export class AccountHistory {
  readonly #depth: number;
  readonly #movements: Movement[];

  constructor(depth: number, movements: readonly Movement[]) {
    this.#depth = depth;
    this.#movements = movements.toSorted(compareMovements).slice(-depth);
  }

  get size(): number {
    return this.#movements.length;
  }

  /**
   * Puts a movement in its place and gives back what has to be judged because of it: itself first and, when it came
   * late, those less than `windowMs` after it, each with what is before it.
   */
  insert(movement: Movement, windowMs: number): { movement: Movement; before: readonly Movement[] }[] {
    const movements = this.#movements;
    let place = movements.length;
    while (place > 0 && compareMovements(movements[place - 1]!, movement) > 0) place--;
    movements.splice(place, 0, movement);
    const affected = [];
    for (let at = place; at < movements.length; at++) {
      const each = movements[at]!;
      if (at > place && each.occurredAt >= movement.occurredAt + windowMs) break;
      affected.push({ movement: each, before: movements.slice(0, at) });
    }
    if (movements.length > this.#depth) movements.shift();
    return affected;
  }
}
