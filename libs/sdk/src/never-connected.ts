/** Error codes that occur only when no connection was made, so the request was not sent. */
const codes = new Set<unknown>([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_FAIL',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
  // The codes of Bun.
  'ConnectionRefused',
  'FailedToOpenSocket',
  // The TLS handshake failed: the client refuses the certificate, or the server does not speak TLS. A request is sent
  // only after the handshake.
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_SSL_WRONG_VERSION_NUMBER',
  'ERR_SSL_UNSUPPORTED_PROTOCOL',
  'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
]);

/** All other codes of a refused certificate contain CERT. Those of ERR_SSL may also come after the handshake. */
const texts =
  /^bad port$|before secure TLS connection was established|client error \(Connect\)|^(?!ERR_SSL)[A-Z_]*CERT[A-Z_]*$/;

type SystemError = {
  code?: unknown;
  syscall?: unknown;
  message?: unknown;
  cause?: unknown;
  errors?: unknown;
};

/**
 * Returns true when the error that `fetch` threw says that no connection was made, so that no server received the
 * request. Returns false when the request may have been sent, or when the runtime does not say, as in browsers.
 */
export function wasNeverConnected(thrown: unknown): boolean {
  const { code, syscall, message, cause, errors }: SystemError = Object(thrown);
  // An AggregateError: the host has several addresses, and the runtime tried each.
  if (Array.isArray(errors) && errors.length > 0) return errors.every(wasNeverConnected);
  if (syscall === 'connect' || syscall === 'getaddrinfo') return true;
  if (codes.has(code) || texts.test(`${code}`) || texts.test(`${message}`)) return true;
  return cause !== undefined && cause !== thrown && wasNeverConnected(cause);
}
