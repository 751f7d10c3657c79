/** Prints a line with the seconds since the start of the command. */
export type Say = (line: string) => void;

export function createNarration(startedAtMs = Date.now()): Say {
  // A closed pipe (`npm start | head`) must not end the bank.
  process.stdout.on('error', () => {});
  return (line) => {
    const seconds = ((Date.now() - startedAtMs) / 1000).toFixed(1).padStart(5);
    process.stdout.write(`${seconds}s  ${line}\n`);
  };
}
