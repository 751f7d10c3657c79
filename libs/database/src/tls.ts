import { parseIntoClientConfig } from 'pg-connection-string';
import { isIP } from 'node:net';
import type { ClientConfig } from 'pg';

/**
 * The settings of a connection from its URL, with the TLS options as libpq names them: `sslmode`, `sslrootcert`, `sslcert`
 * and `sslkey`. `verify-full` and every weaker mode except `disable` and `no-verify` check the certificate and the host
 * name. Throws when a file cannot be read.
 */
export function clientConfigOf(url: string): ClientConfig {
  const config = parseIntoClientConfig(url);
  const { ssl, host = '' } = config;
  if (typeof ssl !== 'object') return config;
  // node-postgres gives Node no name for an IP address, and Node would then expect a certificate for `localhost`.
  return { ...config, ssl: { ...ssl, ...(isIP(host) === 0 ? {} : { host }) } };
}

/**
 * The TLS options alone. MikroORM passes on only host, user and database of a URL, so without these options a pool would
 * speak plain text whatever the URL says.
 */
export function tlsOf(url: string): Pick<ClientConfig, 'ssl'> {
  const { ssl } = clientConfigOf(url);
  return ssl === undefined ? {} : { ssl };
}
