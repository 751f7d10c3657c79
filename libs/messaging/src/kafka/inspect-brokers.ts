// Node finds no named exports of these tables.
import kafkajs, { type Admin, type DescribeAclResponse } from 'kafkajs';
import { pause } from '@florin/service';
import { readGroup } from '../consumer-metrics.ts';
import type { Grant } from './grant-access.ts';
import { logAdminOver } from './kafka-admin.ts';
import { kafkaErrorType, openAdmin, type KafkaCluster } from './kafka-client.ts';

/** One topic as its brokers keep it. */
export type TopicFacts = {
  name: string;
  partitions: number;
  /** Of the partition that has fewest. */
  copies: number;
  /** Partitions with fewer copies up to date than they should have. */
  partitionsBehind: number;
  /** Broker settings of the topic: `retention.ms`, `min.insync.replicas`, `unclean.leader.election.enable`. */
  settings: Record<string, string>;
};

/** A permission, and whom it allows to do so: `User:worker`, or `User:*` for everybody. */
export type Permission = Omit<Grant, 'user' | 'operation' | 'resource'> & {
  principal: string;
  operation: string;
  resource: string;
};

/** How far a consumer group is behind its topics. */
type GroupFacts = {
  group: string;
  messages: number;
  /** How long the oldest message that it has not handled has been waiting. */
  oldestAgeSeconds: number;
  /** Messages that it could not handle. */
  deadLetters: number;
};

export type BrokerFacts = {
  brokers: number;
  /** Those of the topics that exist. */
  topics: TopicFacts[];
  /** What access control lists allow; undefined where the brokers keep none, and anybody may do anything. */
  permissions: Permission[] | undefined;
  groups: GroupFacts[];
};

/** Reads what operators check of the brokers. Throws when they are away or refuse the user. */
export async function inspectBrokers(
  cluster: KafkaCluster,
  { topics, groups }: { topics: readonly string[]; groups: Record<string, readonly string[]> },
): Promise<BrokerFacts> {
  const admin = openAdmin({ ...cluster, clientId: 'doctor' });
  try {
    await admin.connect();
    const { brokers } = await admin.describeCluster();
    const existing = new Set(await admin.listTopics());
    const facts: GroupFacts[] = [];
    for (const [group, reads] of Object.entries(groups))
      facts.push(
        await groupFacts(
          admin,
          group,
          reads.filter((topic) => existing.has(topic)),
        ),
      );
    return {
      brokers: brokers.length,
      topics: await topicFacts(
        admin,
        topics.filter((topic) => existing.has(topic)),
      ),
      permissions: await permissions(admin),
      groups: facts,
    };
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
}

const topicSettings = ['retention.ms', 'min.insync.replicas', 'unclean.leader.election.enable'];

async function topicFacts(admin: Admin, names: readonly string[]): Promise<TopicFacts[]> {
  if (names.length === 0) return [];
  const { topics } = await admin.fetchTopicMetadata({ topics: [...names] });
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: names.map((name) => ({
      type: ConfigResourceTypes.TOPIC,
      name,
      configNames: topicSettings,
    })),
  });
  const settingsOf = new Map(
    resources.map(({ resourceName, configEntries }) => [
      resourceName,
      Object.fromEntries(configEntries.map((entry) => [entry.configName, entry.configValue])),
    ]),
  );
  return topics.map(({ name, partitions }) => ({
    name,
    partitions: partitions.length,
    copies: Math.min(...partitions.map(({ replicas }) => replicas.length)),
    partitionsBehind: partitions.filter(({ isr, replicas }) => isr.length < replicas.length).length,
    settings: settingsOf.get(name) ?? {},
  }));
}

const attemptsMax = 30;
const pauseMs = 500;

/** A group's coordinator loads or moves for some seconds, for example after a broker was lost. */
async function whenCoordinated<T>(read: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await read();
    } catch (error) {
      const isMoving =
        /COORDINATOR|LOAD_IN_PROGRESS/.test(kafkaErrorType(error) ?? '') ||
        (error instanceof Error && error.name === 'KafkaJSGroupCoordinatorNotFound');
      if (!isMoving || attempt === attemptsMax) throw error;
      await pause(pauseMs);
    }
  }
}

async function groupFacts(admin: Admin, group: string, topics: readonly string[]): Promise<GroupFacts> {
  // Kafka would take an empty list for all topics of the group.
  if (topics.length === 0) return { group, messages: 0, oldestAgeSeconds: 0, deadLetters: 0 };
  const {
    lags,
    ages,
    deadLetters = 0,
  } = await whenCoordinated(() => readGroup(logAdminOver(admin), group, topics));
  return {
    group,
    messages: lags.reduce((sum, { lag }) => sum + lag, 0),
    oldestAgeSeconds: Math.max(0, ...ages.map(({ seconds }) => seconds)),
    deadLetters,
  };
}

const { AclOperationTypes, AclPermissionTypes, AclResourceTypes, ConfigResourceTypes, ResourcePatternTypes } =
  kafkajs;

async function permissions(admin: Admin): Promise<Permission[] | undefined> {
  const all = {
    resourceType: AclResourceTypes.ANY,
    resourcePatternType: ResourcePatternTypes.ANY,
    operation: AclOperationTypes.ANY,
    permissionType: AclPermissionTypes.ALLOW,
  };
  try {
    return permissionsOf(await admin.describeAcls(all as Parameters<Admin['describeAcls']>[0]));
  } catch (error) {
    if (kafkaErrorType(error) === 'SECURITY_DISABLED') return undefined;
    throw error;
  }
}

function permissionsOf({ resources }: DescribeAclResponse): Permission[] {
  return resources.flatMap(({ resourceType, resourceName, resourcePatternType, acls }) =>
    acls.map(({ principal, operation }) => ({
      principal,
      operation: nameIn(AclOperationTypes, operation),
      resource: nameIn(AclResourceTypes, resourceType),
      name: resourcePatternType === ResourcePatternTypes.PREFIXED ? `${resourceName}*` : resourceName,
    })),
  );
}

/** kafkajs' tables lead from names to numbers only. */
const nameIn = (table: object, value: number): string =>
  Object.entries(table).find(([, each]) => each === value)?.[0] ?? '';
