import { topicAccess, topics } from '@florin/events';
import { grantsOf, type BrokerFacts, type Permission, type TopicFacts } from '@florin/messaging';
import { counted, NotChecked, noBrokers, type Check, type Problem } from './check.ts';

/** Brokers that are away or too few. */
export const brokersPresent: Check = async (bank) => {
  if (bank.settings.KAFKA_BROKERS === undefined) throw new NotChecked(noBrokers);
  const found = await bank.brokers().catch((error: unknown) => {
    if (error instanceof NotChecked) return error;
    throw error;
  });
  if (found instanceof NotChecked)
    return [
      {
        what: found.message,
        why: 'No event is published; the outbox grows until the brokers are back',
        remedy: 'See that they run, and that KAFKA_BROKERS, KAFKA_TLS_CA and KAFKA_SASL_USERNAME fit them',
      },
    ];
  if (!bank.isProduction || found.brokers >= 3) return [];
  return [
    {
      what: `Kafka has ${counted(found.brokers, 'broker')}`,
      why: 'With three, one may be lost without a pause and without losing an event',
      remedy: 'Run three brokers or more',
    },
  ];
};

/** Topics that are missing, lose events, or cannot be shared among consumers. */
export const topicsKept: Check = async (bank) => {
  const facts = await bank.brokers();
  const known = new Set(facts.topics.map(({ name }) => name));
  const missing = topics.filter((topic) => !known.has(topic));
  return [
    ...(missing.length === 0
      ? []
      : [
          {
            what: `Kafka lacks ${missing.join(', ')}`,
            why: 'Events for it wait in the outbox',
            remedy: 'Start the worker with a user who may create topics, or create them',
          },
        ]),
    ...facts.topics.flatMap((topic) => topicProblems(topic, bank.isProduction)),
  ];
};

const dayMs = 86_400_000;
/** Seven days: Kafka's default, after which a consumer that was away has lost events. */
const retentionDaysMin = 8;

function topicProblems(
  { name, partitions, copies, partitionsBehind, settings }: TopicFacts,
  inProduction: boolean,
) {
  const retentionMs = Number(settings['retention.ms'] ?? -1);
  const inSync = Number(settings['min.insync.replicas'] ?? 1);
  const problems: [boolean, Problem][] = [
    [
      retentionMs >= 0 && retentionMs < retentionDaysMin * dayMs,
      {
        what: `${name} keeps events for ${(retentionMs / dayMs).toFixed(1)} days`,
        why: 'A consumer that is away for longer has lost events, and no roll-up can be computed again',
        remedy: 'Set retention.ms of the topic to -1',
      },
    ],
    [
      settings['unclean.leader.election.enable'] === 'true',
      {
        what: `${name} allows unclean leader elections`,
        why: 'A broker that lacks acknowledged events may become their leader, and they are lost',
        remedy: 'Set unclean.leader.election.enable of the topic to false',
      },
    ],
    [
      inProduction && (copies < 3 || inSync < 2),
      {
        what: `${name} has ${counted(copies, 'copy').replace('copys', 'copies')} and min.insync.replicas ${inSync}`,
        why: 'The worker publishes with acks=all, which then means one broker: its loss loses events',
        remedy: 'Give the topic three copies and min.insync.replicas 2',
      },
    ],
    [
      inProduction && partitions < 2,
      {
        what: `${name} has one partition`,
        why: 'Only one process of a consumer can work on it',
        remedy: 'Add partitions before the first event; later, keys move between them',
      },
    ],
    [
      partitionsBehind > 0,
      {
        what: `${name} has ${counted(partitionsBehind, 'partition')} with a copy that is behind`,
        why: 'The loss of another broker stops it or loses events',
        remedy: 'Bring the broker back; docs/operations/broker-lost.md',
      },
    ],
  ];
  return problems.filter(([isSo]) => isSo).map(([, problem]) => problem);
}

/** Access control lists that are off, that allow too much, or that lack what the apps need. */
export const accessControlled: Check = async (bank) => {
  const { permissions } = await bank.brokers();
  if (permissions === undefined)
    return bank.isProduction
      ? [
          {
            what: 'Kafka keeps no access control lists',
            why: 'Anybody who reaches a broker can write movements that never happened',
            remedy: 'Set authorizer.class.name, then npm run events -- acls --apply',
          },
        ]
      : [];
  return [...tooWide(permissions), ...lacking(permissions)];
};

function tooWide(permissions: Permission[]): Problem[] {
  const ledgerTopics = topicAccess['worker']?.writes ?? [];
  const writes = permissions.filter(
    ({ resource, operation, name, principal }) =>
      resource === 'TOPIC' &&
      ['WRITE', 'ALL'].includes(operation) &&
      !['User:worker', 'User:events-tool'].includes(principal) &&
      ledgerTopics.some((topic) => covers(name, topic)),
  );
  return [...new Set(writes.map(({ principal }) => principal))].map((principal) => ({
    what: `${principal} may write topics of the ledger`,
    why: 'It can publish movements that never happened',
    remedy: 'Remove the permission; only the worker and the tool of operators write them',
  }));
}

function lacking(permissions: Permission[]): Problem[] {
  const wanted = grantsOf(topicAccess).filter(
    ({ user, operation, resource, name }) =>
      !permissions.some(
        (each) =>
          [`User:${user}`, 'User:*'].includes(each.principal) &&
          [operation, 'ALL'].includes(each.operation) &&
          each.resource === resource &&
          (each.name === name || covers(each.name, name)),
      ),
  );
  const users = [...new Set(wanted.map(({ user }) => user))];
  return users.map((user) => ({
    what: `${user} lacks ${counted(wanted.filter((each) => each.user === user).length, 'permission')}`,
    why: 'It can create, write or read some topic no more after its next start',
    remedy: 'npm run events -- acls --apply',
  }));
}

const covers = (pattern: string, name: string): boolean =>
  pattern === name || (pattern.endsWith('*') && name.startsWith(pattern.slice(0, -1)));

const ageSecondsMax = 60;

/** Consumers that are behind. */
export const consumersCurrent: Check = async (bank) =>
  late(await bank.brokers()).map(({ group, messages, oldestAgeSeconds }) => ({
    what: `${group} is ${counted(messages, 'event')} behind, the oldest for ${Math.round(oldestAgeSeconds)} s`,
    why: 'Alerts, webhooks or figures are late by as much',
    remedy: 'See that its processes run and are ready; docs/operations/events-stale.md',
  }));

const late = ({ groups }: BrokerFacts) => groups.filter((each) => each.oldestAgeSeconds > ageSecondsMax);

/** Events that a consumer could not handle. */
export const deadLettersNone: Check = async (bank) =>
  (await bank.brokers()).groups
    .filter(({ deadLetters }) => deadLetters > 0)
    .map(({ group, deadLetters }) => ({
      what: `${group} has ${counted(deadLetters, 'dead letter')}`,
      why: 'Their effects are missing: an alert, a webhook or a figure',
      remedy: 'npm run events -- dead-letters list; docs/operations/dead-letters.md',
    }));
