import type { Logger } from '@florin/service';
import type { Channel } from './channel.ts';

/** One line for each notification, by ids: amounts, references and metadata stay out of the log. */
export function createLogChannel(logger: Logger): Channel {
  return {
    name: 'log',
    concurrency: 500,
    async deliver({ id, accountId, eventId, kind }) {
      logger.info({ notification: id, account: accountId, event: eventId, kind }, 'notification');
      return { delivered: true };
    },
  };
}
