const width = 30;
const everyMs = 500;

/** Lines that say how far something is, at most two a second and one at the end. `share` is from 0 to 1. */
export function createProgressBar(progress: (line: string) => void) {
  let shownAt = -Infinity;
  const line = (share: number, what: string) => {
    const full = Math.round(Math.min(1, Math.max(0, share)) * width);
    const bar = `${'█'.repeat(full)}${'░'.repeat(width - full)}`;
    return `${bar} ${String(Math.floor(share * 100)).padStart(3)} %  ${what}`;
  };
  return {
    show(share: number, what: string): void {
      if (Date.now() - shownAt < everyMs) return;
      shownAt = Date.now();
      progress(line(share, what));
    },
    end: (what: string): void => progress(line(1, what)),
  };
}
