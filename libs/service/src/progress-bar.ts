const width = 30;
const everyMs = 200;
const everyLineMs = 5_000;

type Out = { isTTY?: boolean; write(text: string): unknown };

/**
 * Shows progress as a share from 0 to 1. On a terminal, one line is overwritten; elsewhere, a new line is written every
 * few seconds. A share of 1 or more is always shown.
 */
export function createShareBar(out: Out) {
  let shownMs = -Infinity;
  return {
    show(share: number, what: () => string): void {
      const nowMs = performance.now();
      if (share < 1 && nowMs - shownMs < (out.isTTY ? everyMs : everyLineMs)) return;
      shownMs = nowMs;
      const line = `${barOf(share)} ${what()}`;
      out.write(out.isTTY ? `\r${line}\u001b[K` : `${line}\n`);
    },
    end(): void {
      if (out.isTTY && shownMs > -Infinity) out.write('\n');
    },
  };
}

/** Shows progress as a count. `unit` is a plural noun, such as `messages`. `of` may grow while the work runs. */
export function createProgressBar(out: Out, unit: string) {
  const beginMs = performance.now();
  const bar = createShareBar(out);
  return {
    show(done: number, of: number): void {
      const seconds = (performance.now() - beginMs) / 1_000;
      bar.show(of === 0 ? 1 : done / of, () => countLine(done, of, seconds, unit));
    },
    end: bar.end,
  };
}

/** `[###………] 30 %`. */
export function barOf(share: number): string {
  const part = Math.min(1, Math.max(0, share));
  const filled = Math.floor(part * width);
  return `[${'#'.repeat(filled)}${'.'.repeat(width - filled)}] ${Math.floor(part * 100)} %`;
}

/** `3,000 of 10,000 messages, 1,500 a second`. */
export function countLine(done: number, of: number, seconds: number, unit: string): string {
  const number = (value: number) => value.toLocaleString('en');
  const rate = seconds > 0 ? `, ${number(Math.round(done / seconds))} a second` : '';
  return `${number(done)} of ${number(of)} ${unit}${rate}`;
}
