import { topicAccess } from '@florin/events';
import { grantAccess, grantsOf, isKafka } from '@florin/messaging';
import { CannotDo, Misuse, type Command } from './command.ts';

export const aclsCommand: Command = {
  usage: 'acls [--apply]',
  does: 'shows what each app may do with which topic and group; --apply grants it at the brokers',
  options: { apply: 'switch' },
  async run({ words, options }, { eventLog, print, progress, record }) {
    if (words.length > 0) throw new Misuse('acls takes no words.');
    const grants = grantsOf(topicAccess);
    for (const grant of grants) {
      const { user, operation, resource, name } = grant;
      print(
        options['json'] === true
          ? JSON.stringify(grant)
          : `User:${user} may ${operation} ${resource.toLowerCase()} ${name}`,
      );
    }
    if (options['apply'] !== true) return;
    if (!isKafka(eventLog))
      throw new CannotDo(
        'The event log is in PostgreSQL, where migrations grant the same: set KAFKA_BROKERS for Kafka.',
      );
    await record({
      object: { type: 'event_topic', name: 'all' },
      action: 'grant_access',
      details: { permissions: grants.length },
    });
    await grantAccess(eventLog, grants);
    progress(`granted ${grants.length} permissions`);
  },
};
