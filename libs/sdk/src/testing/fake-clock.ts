export type Duration = {
  days?: number;
  hours?: number;
  minutes?: number;
  seconds?: number;
  milliseconds?: number;
};

/**
 * The clock of a fake. It stands still when it was given a start time; otherwise it follows the machine's clock. A test
 * can move it forward but not back, because transactions have been posted.
 */
export class FakeClock {
  readonly #stands: boolean;
  #offsetMs: number;
  #beforeMove: (untilMs: number) => void = () => {};

  constructor(start?: Date | string) {
    const at = start === undefined ? undefined : momentOf(start);
    this.#stands = at !== undefined;
    this.#offsetMs = at?.getTime() ?? 0;
  }

  now(): Date {
    return new Date(this.#offsetMs + (this.#stands ? 0 : Date.now()));
  }

  /**
   * Moves the clock forward. Holds that expire and scheduled transactions that are due until then are carried out in
   * order. Throws RangeError for a negative duration.
   */
  advance({ days = 0, hours = 0, minutes = 0, seconds = 0, milliseconds = 0 }: Duration): void {
    const ms = (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1_000 + milliseconds;
    if (!(ms >= 0)) throw new RangeError('Time only goes forward.');
    const untilMs = this.now().getTime() + ms;
    this.#beforeMove(untilMs);
    this.reach(untilMs);
  }

  /** Moves the clock to a later moment, like `advance`. Throws RangeError for an earlier one. */
  set(moment: Date | string): void {
    this.advance({ milliseconds: momentOf(moment).getTime() - this.now().getTime() });
  }

  /** @internal Sets the clock to this moment if it is later than now. */
  reach(momentMs: number): void {
    this.#offsetMs += Math.max(0, momentMs - this.now().getTime());
  }

  /** @internal The clock calls this before it moves, to carry out what is due. */
  onMove(callback: (untilMs: number) => void): void {
    this.#beforeMove = callback;
  }
}

function momentOf(time: Date | string): Date {
  const moment = new Date(time);
  if (Number.isNaN(moment.getTime())) throw new RangeError(`"${String(time)}" is no time.`);
  return moment;
}
