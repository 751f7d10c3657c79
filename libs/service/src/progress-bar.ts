const width = 30;
const everyMs = 200;
const everyLineMs = 5_000;

/**
 * Shows how far something is: one line that is written over on a terminal, a line every few seconds elsewhere.
 * `unit` is what is counted, in the plural; `of` may grow while it runs.
 */
export function createProgressBar(out: { isTTY?: boolean; write(text: string): unknown }, unit: string) {
  const beginMs = performance.now();
  let shownMs = -Infinity;
  return {
    show(done: number, of: number): void {
      const nowMs = performance.now();
      const isLast = done >= of;
      if (!isLast && nowMs - shownMs < (out.isTTY ? everyMs : everyLineMs)) return;
      shownMs = nowMs;
      const line = progressLine(done, of, (nowMs - beginMs) / 1_000, unit);
      out.write(out.isTTY ? `\r${line}\u001b[K` : `${line}\n`);
    },
    end(): void {
      if (out.isTTY && shownMs > -Infinity) out.write('\n');
    },
  };
}

/** `[###………] 30 % 3,000 of 10,000 messages, 1,500 a second`. */
export function progressLine(done: number, of: number, seconds: number, unit: string): string {
  const part = of === 0 ? 1 : Math.min(1, done / of);
  const filled = Math.floor(part * width);
  const bar = `[${'#'.repeat(filled)}${'.'.repeat(width - filled)}]`;
  const number = (value: number) => value.toLocaleString('en');
  const rate = seconds > 0 ? `, ${number(Math.round(done / seconds))} a second` : '';
  return `${bar} ${Math.floor(part * 100)} % ${number(done)} of ${number(of)} ${unit}${rate}`;
}
