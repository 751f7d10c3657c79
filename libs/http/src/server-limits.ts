/** What an HTTP server bears from a single connection. Bytes and milliseconds. */
export const serverLimits = {
  maxBodyBytes: 64 * 1024,
  maxHeaderBytes: 16 * 1024,
  /** From the first byte of a connection or request to the end of its headers; also closes sockets that never say a word. */
  headersTimeoutMs: 5_000,
  /** From the first byte of a request to the last of its body: 64 KiB over a bad mobile line. */
  requestTimeoutMs: 10_000,
  /** Longer than the 60 s after which common load balancers drop an idle connection, so that they are the first to. */
  keepAliveTimeoutMs: 72_000,
  /** A connection on which nothing moves in either direction, such as a reader that does not read. */
  connectionTimeoutMs: 30_000,
  /** How often node looks for connections that are over their time. */
  checkEveryMs: 1_000,
  /** How long requests may still run after the server was told to close. */
  closeWithinMs: 15_000,
};

export type ServerLimits = typeof serverLimits;
