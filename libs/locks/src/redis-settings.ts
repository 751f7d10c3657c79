import { readTlsFiles, tlsSetting, type TlsFiles } from '@florin/service';
import { Type } from 'typebox';

/** Settings of an app with Redis. The files of TLS are for URLs with `rediss://`. */
export const redisSettings = {
  REDIS_URLS: Type.Optional(
    Type.Array(Type.String(), {
      secret: true,
      minItems: 1,
      description: 'independent nodes, an odd number, by commas; rediss://user:password@host:port with TLS',
    }),
  ),
  REDIS_TLS_CA: tlsSetting('the authority of the Redis certificates'),
  REDIS_TLS_CERT: tlsSetting("this client's certificate, if Redis wants one"),
  REDIS_TLS_KEY: tlsSetting('the key of that certificate'),
};

export type RedisSettings = {
  REDIS_URLS?: readonly string[];
  REDIS_TLS_CA?: string;
  REDIS_TLS_CERT?: string;
  REDIS_TLS_KEY?: string;
};

/** The nodes that the settings name, none without `REDIS_URLS`. Throws when a file of TLS cannot be read. */
export function redisOf(settings: RedisSettings): { urls: readonly string[]; tls: TlsFiles } {
  const tls = readTlsFiles({
    ca: ['REDIS_TLS_CA', settings.REDIS_TLS_CA],
    cert: ['REDIS_TLS_CERT', settings.REDIS_TLS_CERT],
    key: ['REDIS_TLS_KEY', settings.REDIS_TLS_KEY],
  });
  return { urls: settings.REDIS_URLS ?? [], tls };
}
