import { readTlsFiles, tlsSetting, type TlsFiles } from '@florin/service';

/** Settings of an app with Redis, for URLs with `rediss://`. */
export const redisTlsSettings = {
  REDIS_TLS_CA: tlsSetting('the authority of the Redis certificates'),
  REDIS_TLS_CERT: tlsSetting("this client's certificate, if Redis wants one"),
  REDIS_TLS_KEY: tlsSetting('the key of that certificate'),
};

export type RedisTlsSettings = Partial<Record<keyof typeof redisTlsSettings, string>>;

/** Reads the files that the settings name. Throws when one cannot be read. */
export function redisTlsOf(settings: RedisTlsSettings): TlsFiles {
  return readTlsFiles({
    ca: ['REDIS_TLS_CA', settings.REDIS_TLS_CA],
    cert: ['REDIS_TLS_CERT', settings.REDIS_TLS_CERT],
    key: ['REDIS_TLS_KEY', settings.REDIS_TLS_KEY],
  });
}
