import { topicAccess } from '@florin/events';
import { grantAccess, grantsOf } from '@florin/messaging';
import { Misuse, type Command } from './command.ts';

export const aclsCommand: Command = {
  usage: 'acls [--apply]',
  does: 'shows what each app may do with which topic and group; --apply grants it at the brokers',
  options: { apply: 'switch' },
  async run({ words, options }, { cluster, print, progress, record }) {
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
    await record({
      object: { type: 'event_topic', name: 'all' },
      action: 'grant_access',
      details: { permissions: grants.length },
    });
    await grantAccess(cluster, grants);
    progress(`granted ${grants.length} permissions`);
  },
};
