import type { Terminal } from './terminal.ts';

const barWidth = 30;
const stepMs = 100;

/** The progress of a long command on stderr: a bar on a terminal, nothing for scripts and log files. */
export class Progress {
  readonly #terminal: Terminal;
  readonly #unit: string;
  readonly #total: number | undefined;
  readonly #startedAtMs = Date.now();
  #startedAt = 0;
  #paintedAtMs = 0;

  /** Without a total it only counts. `startedAt` is the work of an earlier run: it counts as done, but not for the speed. */
  constructor(terminal: Terminal, unit: string, total?: number, startedAt = 0) {
    this.#terminal = terminal;
    this.#unit = unit;
    this.#total = total;
    this.#startedAt = startedAt;
  }

  show(done: number): void {
    const now = Date.now();
    if (!this.#terminal.isWatched || now - this.#paintedAtMs < stepMs) return;
    this.#paintedAtMs = now;
    this.#terminal.overwrite(progressLine(done, this.#total, this.#unit, this.#rate(done, now)));
  }

  /** Clears the line for the next output. */
  end(): void {
    if (this.#terminal.isWatched) this.#terminal.overwrite('');
  }

  #rate(done: number, nowMs: number): number {
    return ((done - this.#startedAt) / Math.max(1, nowMs - this.#startedAtMs)) * 1_000;
  }
}

/** `[##########          ]  33 %  3,000 of 9,000 movements, 812/s, 7 s left` */
export function progressLine(
  done: number,
  total: number | undefined,
  unit: string,
  perSecond: number,
): string {
  const speed = `${Math.round(perSecond).toLocaleString('en')}/s`;
  if (total === undefined) return `${done.toLocaleString('en')} ${unit}, ${speed}`;
  const share = total === 0 ? 1 : done / total;
  const bar = '#'.repeat(Math.round(share * barWidth)).padEnd(barWidth);
  const left = perSecond > 0 ? `, ${Math.ceil((total - done) / perSecond)} s left` : '';
  const counted = `${done.toLocaleString('en')} of ${total.toLocaleString('en')} ${unit}`;
  return `[${bar}] ${String(Math.floor(share * 100)).padStart(3)} %  ${counted}, ${speed}${left}`;
}
