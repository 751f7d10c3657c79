import type { EventLogAddress } from './event-log.ts';
import { kafkaOf, type KafkaSettings } from './kafka/kafka-settings.ts';
import type { KafkaCluster } from './kafka/kafka-client.ts';

type Settings = KafkaSettings & { KAFKA_BROKERS?: readonly string[]; DATABASE_URL: string };

/** Settings that mean nothing without brokers. */
const kafkaOnly = [
  'KAFKA_TLS_CA',
  'KAFKA_TLS_CERT',
  'KAFKA_TLS_KEY',
  'KAFKA_SASL_MECHANISM',
  'KAFKA_SASL_USERNAME',
  'KAFKA_SASL_PASSWORD',
] as const;

/**
 * The event log that the settings name: Kafka with `KAFKA_BROKERS`, and without it the schema `event_log` of the database. It
 * has to be the same for all apps of a bank. Throws when other settings of Kafka are set without brokers.
 */
export function eventLogOf(settings: Settings): EventLogAddress {
  const { KAFKA_BROKERS, DATABASE_URL } = settings;
  if (KAFKA_BROKERS !== undefined) return kafkaOf({ ...settings, KAFKA_BROKERS });
  const given = settings.KAFKA_TLS ? 'KAFKA_TLS' : kafkaOnly.find((name) => settings[name] !== undefined);
  if (given !== undefined)
    throw new Error(
      `${given} is set, but KAFKA_BROKERS is missing: set both, or none for the event log in PostgreSQL`,
    );
  return { logUrl: DATABASE_URL };
}

export const isKafka = (log: EventLogAddress): log is KafkaCluster => 'brokers' in log;

/** The name of the check in `/health/ready` whether the log answers. */
export const checkNameOf = (log: EventLogAddress): string => (isKafka(log) ? 'kafka' : 'event log');
