export type Duration = {
  days?: number;
  hours?: number;
  minutes?: number;
  seconds?: number;
  milliseconds?: number;
};

/**
 * The time inside a fake: fixed if it was given a moment, otherwise the machine's. A test can move it forward, never
 * back, because money has moved already.
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

  /** Moves time forward. Whatever falls due until then (expiring holds, scheduled transactions) happens, in order. */
  advance({ days = 0, hours = 0, minutes = 0, seconds = 0, milliseconds = 0 }: Duration): void {
    const ms = (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1_000 + milliseconds;
    if (!(ms >= 0)) throw new RangeError('Time only goes forward.');
    const untilMs = this.now().getTime() + ms;
    this.#beforeMove(untilMs);
    this.reach(untilMs);
  }

  /** Moves to a later moment, like `advance`. */
  set(moment: Date | string): void {
    this.advance({ milliseconds: momentOf(moment).getTime() - this.now().getTime() });
  }

  /** @internal Makes this moment now, if it is later than now. */
  reach(momentMs: number): void {
    this.#offsetMs += Math.max(0, momentMs - this.now().getTime());
  }

  /** @internal The callback does what falls due before time moves. */
  onMove(callback: (untilMs: number) => void): void {
    this.#beforeMove = callback;
  }
}

function momentOf(time: Date | string): Date {
  const moment = new Date(time);
  if (Number.isNaN(moment.getTime())) throw new RangeError(`"${String(time)}" is no time.`);
  return moment;
}
