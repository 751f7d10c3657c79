import { readFileSync } from 'node:fs';
import { connect } from 'node:tls';
import { isNativeError } from 'node:util/types';
import { Type } from 'typebox';

/** Files by which a client checks a server and proves itself, as Node's `tls.connect` takes them. */
export type TlsFiles = { ca?: string; cert?: string; key?: string };

/** The settings of TLS to Redis or Kafka. The names begin with `REDIS_TLS_` or `KAFKA_TLS_`. */
export const tlsSetting = (what: string) =>
  Type.Optional(Type.String({ description: `the path of a PEM file: ${what}` }));

/** Reads PEM files. Throws an error that names the setting when one cannot be read. */
export function readTlsFiles(
  paths: Record<keyof TlsFiles, [setting: string, path: string | undefined]>,
): TlsFiles {
  const files: TlsFiles = {};
  for (const name of ['ca', 'cert', 'key'] as const) {
    const [setting, path] = paths[name];
    if (path === undefined) continue;
    try {
      files[name] = readFileSync(path, 'utf8');
    } catch (error) {
      const reason = isNativeError(error) ? error.message : String(error);
      throw new Error(`${setting} cannot be read: ${reason}`, { cause: error });
    }
  }
  return files;
}

const tlsFailure =
  /^(ERR_TLS_|ERR_SSL_|ERR_OSSL_|UNABLE_TO_|SELF_SIGNED_CERT|DEPTH_ZERO_SELF_SIGNED|CERT_|HOSTNAME_MISMATCH|INVALID_CA|EPROTO)/;

/**
 * Whether a connection failed because one side does not accept the other's certificate, or does not speak TLS. Waiting does
 * not help then. An expired certificate is no such failure: it worked until now, and may be replaced at any time.
 */
export function isTlsFailure(error: unknown): boolean {
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: unknown };
  if (typeof code === 'string' && code !== 'CERT_HAS_EXPIRED' && tlsFailure.test(code)) return true;
  return cause !== undefined && cause !== error && isTlsFailure(cause);
}

const handshakeWithinMs = 2_000;

/** Whether a server begins a TLS session, whatever its certificate. It explains why a server hangs up on plain text. */
export function speaksTls(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, rejectUnauthorized: false }, () => end(true));
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    // A server that wants a certificate of the client has begun the session all the same.
    socket.once('error', (error: NodeJS.ErrnoException) =>
      end(/ALERT_|CERTIFICATE_REQUIRED/.test(error.code ?? '')),
    );
    socket.setTimeout(handshakeWithinMs, () => end(false));
  });
}
