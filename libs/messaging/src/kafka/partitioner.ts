import { Partitioners } from 'kafkajs';
import type { OutgoingMessage } from '../publisher.ts';

/**
 * Chooses the partition of a message as Kafka's Java client does, so that a key stays in its partition when a bank moves
 * from one log to the other.
 */
export function createPartitionChoice(): (message: OutgoingMessage, partitions: number) => number {
  const choose = Partitioners.DefaultPartitioner();
  return ({ topic, key, value, headers }, partitions) =>
    choose({ topic, message: { key, value, headers }, partitionMetadata: metadataOf(partitions) });
}

const metadataOf = (partitions: number) =>
  Array.from({ length: partitions }, (_, partitionId) => ({
    ...{ partitionErrorCode: 0, partitionId, leader: 0 },
    ...{ replicas: [], isr: [], offlineReplicas: [] },
  }));
