/** Writes one line a step, with the seconds since the beginning. */
export type Say = (line: string) => void;

export function createNarration(startedAtMs = Date.now()): Say {
  // A reader that went away (`npm start | head`) must not take the bank down with it.
  process.stdout.on('error', () => {});
  return (line) => {
    const seconds = ((Date.now() - startedAtMs) / 1000).toFixed(1).padStart(5);
    process.stdout.write(`${seconds}s  ${line}\n`);
  };
}
