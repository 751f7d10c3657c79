import { topics } from '@florin/events';
import { logBounds, readTopics, type ReadMessage } from '@florin/messaging';
import { Misuse, type Command } from './command.ts';

export const tailCommand: Command = {
  usage: 'tail [topic] [--account acct_…] [--from-beginning]',
  does: 'shows events as they come, until interrupted',
  options: { account: 'text', 'from-beginning': 'switch' },
  async run({ words, options }, { eventLog, print, progress, signal }) {
    const wanted = words[0] === undefined ? topics : [words[0]];
    if (words.length > 1) throw new Misuse('One topic, or none for all.');
    const { account } = options;
    const address = { ...eventLog, clientId: 'events-tool', topics: wanted };
    const from = options['from-beginning'] === true ? undefined : (await logBounds(address)).high;
    progress(`reading ${wanted.join(', ')}`);
    const reader = readTopics({
      ...address,
      ...(from && { from }),
      onMessage: (message) => {
        if (account === undefined || message.key === account) print(line(message, options['json'] === true));
      },
    });
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
    await reader.stop();
  },
};

function line({ topic, partition, offset, key, value, headers }: ReadMessage, json: boolean): string {
  if (json) return JSON.stringify({ topic, partition, offset, key, headers, value });
  return `${topic}/${partition}@${offset} ${key} ${value}`;
}
