import { readTlsFiles, tlsSetting } from '@florin/service';
import { Type } from 'typebox';
import type { KafkaCluster } from './kafka-client.ts';

/** Settings of a process that reads or writes Kafka. */
export const kafkaSettings = {
  KAFKA_BROKERS: Type.Optional(
    Type.Array(Type.String(), { minItems: 1, description: 'host:port, separated by commas' }),
  ),
  KAFKA_TLS: Type.Boolean({
    default: false,
    description: 'TLS to the brokers; KAFKA_TLS_CA turns it on too',
  }),
  KAFKA_TLS_CA: tlsSetting('the authority of the brokers'),
  KAFKA_TLS_CERT: tlsSetting("this client's certificate, if the brokers want one"),
  KAFKA_TLS_KEY: tlsSetting('the key of that certificate'),
  KAFKA_SASL_MECHANISM: Type.Optional(
    Type.String({
      pattern: '^(scram-sha-512|scram-sha-256|plain)$',
      description: 'scram-sha-512, scram-sha-256 or plain; default scram-sha-512 if there is a user name',
    }),
  ),
  KAFKA_SASL_USERNAME: Type.Optional(Type.String()),
  KAFKA_SASL_PASSWORD: Type.Optional(Type.String({ secret: true })),
};

export type KafkaSettings = {
  KAFKA_TLS: boolean;
  KAFKA_SASL_MECHANISM?: string;
  KAFKA_SASL_USERNAME?: string;
  KAFKA_SASL_PASSWORD?: string;
  KAFKA_TLS_CA?: string;
  KAFKA_TLS_CERT?: string;
  KAFKA_TLS_KEY?: string;
};

/** The cluster that the settings name. Throws when a file cannot be read, or a user has no password. */
export function kafkaOf(settings: KafkaSettings & { KAFKA_BROKERS: readonly string[] }): KafkaCluster {
  const files = readTlsFiles({
    ca: ['KAFKA_TLS_CA', settings.KAFKA_TLS_CA],
    cert: ['KAFKA_TLS_CERT', settings.KAFKA_TLS_CERT],
    key: ['KAFKA_TLS_KEY', settings.KAFKA_TLS_KEY],
  });
  const withTls = settings.KAFKA_TLS || Object.keys(files).length > 0;
  const credentials = credentialsOf(settings);
  return {
    brokers: settings.KAFKA_BROKERS,
    ...(withTls || credentials ? { security: { tls: withTls ? files : undefined, credentials } } : {}),
  };
}

function credentialsOf(settings: KafkaSettings) {
  const { KAFKA_SASL_MECHANISM, KAFKA_SASL_USERNAME: username, KAFKA_SASL_PASSWORD: password } = settings;
  if (username === undefined && password === undefined && KAFKA_SASL_MECHANISM === undefined)
    return undefined;
  if (username === undefined || password === undefined)
    throw new Error('KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD belong together: one of them is missing');
  const mechanism = (KAFKA_SASL_MECHANISM ?? 'scram-sha-512') as 'scram-sha-512' | 'scram-sha-256' | 'plain';
  return { mechanism, username, password };
}
