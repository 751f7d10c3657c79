/** Codes that only a connection which was never made fails with: there was nothing to send a request over. */
const codes = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_FAIL',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
  // Bun's names.
  'ConnectionRefused',
  'FailedToOpenSocket',
  // TLS: this side does not trust the certificate, or the other side does not speak it. Requests go out afterwards.
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'ERR_SSL_WRONG_VERSION_NUMBER',
  'ERR_SSL_UNSUPPORTED_PROTOCOL',
  'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
]);

const texts =
  /^bad port$|before secure TLS connection was established|client error \(Connect\)|^CERT_[A-Z_]+$/;

type SystemError = {
  code?: unknown;
  syscall?: unknown;
  message?: unknown;
  cause?: unknown;
  errors?: unknown;
};

/**
 * True when what `fetch` threw says that no connection was made, so that nobody has seen the request. False when it
 * may have been sent, or when the runtime does not say, as browsers do not.
 */
export function wasNeverConnected(thrown: unknown): boolean {
  const { code, syscall, message, cause, errors } = (thrown ?? {}) as SystemError;
  // One host, several addresses: each was tried.
  if (Array.isArray(errors) && errors.length > 0) return errors.every(wasNeverConnected);
  if (syscall === 'connect' || syscall === 'getaddrinfo') return true;
  if (typeof code === 'string' && (codes.has(code) || texts.test(code))) return true;
  if (typeof message === 'string' && texts.test(message)) return true;
  return cause !== undefined && cause !== thrown && wasNeverConnected(cause);
}
