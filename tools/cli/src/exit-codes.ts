/** The exit codes, for scripts. The README and `florin --help` list them. */
export const exitCodes = {
  ok: 0,
  /** The bank refused the command, or some lines of an import. */
  refused: 1,
  /** The command line, or a file named on it, is invalid; nothing was sent. */
  usage: 2,
  /** No answer, or an unknown outcome. Retry under the same idempotency key. */
  unreachable: 3,
  /** The key is missing, invalid, or lacks a scope. */
  notAllowed: 4,
  /** A bug in this program. */
  bug: 70,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
