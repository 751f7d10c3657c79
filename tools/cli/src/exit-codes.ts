/** What a script decides by. The README and `florin --help` list them for people. */
export const exitCodes = {
  ok: 0,
  /** The bank understood and said no, for a whole command or for some lines of an import. */
  refused: 1,
  /** The command line, or a file named on it, makes no sense; nothing was sent. */
  usage: 2,
  /** No answer, or one that leaves open what happened. Ask again under the same idempotency key. */
  unreachable: 3,
  /** No key, a wrong one, or one that lacks a scope. */
  notAllowed: 4,
  /** A mistake in this program. */
  bug: 70,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
