import type { ServiceContext } from '@florin/service';

/** The part of the service context that an HTTP server uses. */
export type ServerContext = Pick<
  ServiceContext,
  'logger' | 'metrics' | 'readiness' | 'isStarting' | 'isStopping' | 'onStop' | 'accessLog'
>;

/** Limits of a single connection, in bytes and milliseconds. */
export const serverLimits = {
  maxBodyBytes: 64 * 1024,
  maxHeaderBytes: 16 * 1024,
  /** From the first byte of a connection or request to the end of its headers. Also closes sockets that send nothing. */
  headersTimeoutMs: 5_000,
  /** From the first byte of a request to the last byte of its body: 64 KiB over a slow mobile connection. */
  requestTimeoutMs: 10_000,
  /** Longer than the 60 s after which common load balancers close an idle connection, so that they close it first. */
  keepAliveTimeoutMs: 72_000,
  /** A connection without traffic in either direction, such as a client that does not read. */
  connectionTimeoutMs: 30_000,
  /** How often Node checks connections against these limits. */
  checkEveryMs: 1_000,
  /** How long requests may run after the server begins to close. */
  closeWithinMs: 15_000,
};

export type ServerLimits = typeof serverLimits;
