/** Draws a bar on a terminal, and a line for each tenth elsewhere. */
export function showProgress(done: number, all: number): void {
  const width = 40;
  const filled = Math.round((done / all) * width);
  const bar = `${'█'.repeat(filled)}${'░'.repeat(width - filled)} ${done} of ${all}`;
  if (process.stdout.isTTY) process.stdout.write(`\r${bar}${done === all ? '\n' : ''}`);
  else if (done === all || done % (all / 10) < 20_000) console.log(bar);
}
