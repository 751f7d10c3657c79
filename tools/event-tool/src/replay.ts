import { topics } from '@florin/events';
import { moveGroup } from '@florin/messaging';
import { CannotDo, Misuse, momentOf, type Command } from './command.ts';

export const replayCommand: Command = {
  usage: 'replay --group analytics --from 2026-11-22T00:00:00Z [--topic transactions.completed]',
  does: 'lets a stopped consumer read again from a time on; nothing takes effect twice',
  options: { group: 'text', from: 'text', topic: 'text' },
  async run({ options }, { eventLog, print, progress, record }) {
    const { group, from, topic } = options;
    if (typeof group !== 'string' || typeof from !== 'string')
      throw new Misuse('--group and --from are needed.');
    const fromMs = momentOf(from).getTime();
    const chosen = typeof topic === 'string' ? [topic] : topics;
    await record({
      object: { type: 'consumer_group', name: group },
      action: 'replay',
      details: { from: new Date(fromMs).toISOString(), topics: chosen },
    });
    progress(`moving ${group} back on ${chosen.join(', ')}`);
    const outcome = await moveGroup({
      ...eventLog,
      clientId: 'events-tool',
      groupId: group,
      topics: chosen,
      fromMs,
    });
    if (outcome === 'group has members') {
      throw new CannotDo(`${group} is running: stop all its instances first, then start them again.`);
    }
    const messages = String(outcome.messages);
    print(
      options['json'] === true
        ? JSON.stringify({ group, from: new Date(fromMs).toISOString(), messages })
        : `${group} reads ${messages} messages when it starts again.`,
    );
  },
};
