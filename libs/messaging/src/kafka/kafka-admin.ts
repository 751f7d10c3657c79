import type { Admin } from 'kafkajs';
import { partitionName, type LogAdmin } from '../event-log.ts';
import { openAdmin, type KafkaAddress } from './kafka-client.ts';

/** Topics and groups on Kafka. */
export const openLogAdmin = (address: KafkaAddress): LogAdmin => logAdminOver(openAdmin(address));

/** The same over a connection of the caller's. */
export function logAdminOver(admin: Admin): LogAdmin {
  return {
    connect: () => admin.connect(),
    async ping() {
      await admin.describeCluster();
    },
    topicNames: () => admin.listTopics(),
    async createTopic(topic, partitions, settings) {
      const configEntries = Object.entries({ 'retention.ms': '-1', ...settings }).map(([name, value]) => ({
        name,
        value,
      }));
      await admin.createTopics({
        waitForLeaders: true,
        timeout: 5_000,
        topics: [{ topic, numPartitions: partitions, configEntries }],
      });
    },
    async requireTopics(topics) {
      await admin.fetchTopicMetadata({ topics: [...topics] });
    },
    async bounds(topic) {
      const partitions = await admin.fetchTopicOffsets(topic);
      return partitions.map(({ partition, low, high }) => ({
        partition,
        low: BigInt(low),
        high: BigInt(high),
      }));
    },
    async offsetsSince(topic, sinceMs) {
      const partitions = await admin.fetchTopicOffsetsByTimestamp(topic, sinceMs);
      return partitions.map(({ partition, offset }) => ({ partition, offset: BigInt(offset) }));
    },
    async committed(groupId, topics) {
      const position = new Map<string, bigint>();
      for (const { topic, partitions } of await admin.fetchOffsets({ groupId, topics: [...topics] })) {
        for (const { partition, offset } of partitions) {
          if (BigInt(offset) >= 0n) position.set(partitionName(topic, partition), BigInt(offset));
        }
      }
      return position;
    },
    async hasMembers(groupId) {
      const { groups } = await admin.describeGroups([groupId]);
      return groups.some(({ members }) => members.length > 0);
    },
    async commit(groupId, topic, offsets) {
      const partitions = [...offsets].map(([partition, offset]) => ({ partition, offset: String(offset) }));
      await admin.setOffsets({ groupId, topic, partitions });
    },
    close: () => admin.disconnect(),
  };
}
