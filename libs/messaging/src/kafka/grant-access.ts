import type { TopicAccess } from '@florin/events';
// Node finds no named exports of these tables.
import kafkajs, { type AclEntry } from 'kafkajs';
import { openAdmin, type KafkaCluster } from './kafka-client.ts';

/** One permission of a user, as `kafka-acls.sh` names it. */
export type Grant = {
  user: string;
  operation: 'CREATE' | 'WRITE' | 'READ' | 'DESCRIBE';
  resource: 'TOPIC' | 'GROUP';
  /** A name, or the beginning of names and `*`. */
  name: string;
};

/** The permissions that a table of access means. Kafka lets a user who may read or write a topic also describe it. */
export function grantsOf(access: Record<string, TopicAccess>): Grant[] {
  const grant =
    (user: string, operation: Grant['operation'], resource: Grant['resource']) => (name: string) => ({
      ...{ user, operation, resource, name },
    });
  return Object.entries(access).flatMap(([user, { creates, writes, reads, groups }]) => [
    ...creates.map(grant(user, 'CREATE', 'TOPIC')),
    // Without it Kafka hides the topic from the list, and the app would try to create it for ever.
    ...creates.map(grant(user, 'DESCRIBE', 'TOPIC')),
    ...writes.map(grant(user, 'WRITE', 'TOPIC')),
    ...reads.map(grant(user, 'READ', 'TOPIC')),
    ...groups.map(grant(user, 'READ', 'GROUP')),
  ]);
}

/** Adds these permissions to Kafka's access control lists, as `User:<user>` from every host. Adding one again changes nothing. */
export async function grantAccess(cluster: KafkaCluster, grants: readonly Grant[]): Promise<void> {
  const admin = openAdmin({ ...cluster, clientId: 'events-tool' });
  try {
    await admin.connect();
    await admin.createAcls({ acl: grants.map(aclOf) });
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
}

const { AclOperationTypes, AclPermissionTypes, AclResourceTypes, ResourcePatternTypes } = kafkajs;

function aclOf({ user, operation, resource, name }: Grant): AclEntry {
  const isPrefix = name.endsWith('*') && name !== '*';
  return {
    principal: `User:${user}`,
    host: '*',
    operation: AclOperationTypes[operation],
    permissionType: AclPermissionTypes.ALLOW,
    resourceType: AclResourceTypes[resource],
    resourceName: isPrefix ? name.slice(0, -1) : name,
    resourcePatternType: isPrefix ? ResourcePatternTypes.PREFIXED : ResourcePatternTypes.LITERAL,
  };
}
