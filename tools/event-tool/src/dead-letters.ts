import { consumerGroups, deadLetterTopic } from '@florin/events';
import {
  createPublisher,
  logBounds,
  messagesBetween,
  readLog,
  type ReceivedMessage,
} from '@florin/messaging';
import { CannotDo, Misuse, type Command, type Options, type Surroundings } from './command.ts';

type Letter = {
  group: string;
  offset: string;
  key: string | null;
  cause: string;
  detail: string;
  attempts: string;
  origin: string;
  at: string;
};

/** Messages that are sent concurrently when many are retried. */
const retryAtOnce = 500;

export const deadLettersCommand: Command = {
  usage: 'dead-letters list | show <offset> | retry <offset> | retry --all   [--group fraud]',
  does: 'shows messages that a consumer could not handle, or sends them to their topic again; letters stay where they are',
  options: { group: 'text', all: 'switch' },
  async run({ words, options }, around) {
    const [verb, offset] = words;
    if (verb === 'list') return list(options, around);
    if (verb === 'show' && offset !== undefined) return show(offset, options, around);
    if (verb === 'retry' && (offset === undefined) === (options['all'] === true)) {
      return retry(offset, options, around);
    }
    throw new Misuse('list, show <offset>, retry <offset> or retry --all.');
  },
};

async function list(options: Options, around: Surroundings): Promise<void> {
  for (const group of groupsOf(options)) {
    await eachBatch(group, around, async (messages) => {
      for (const message of messages)
        around.print(asLine(letterOf(group, message), options['json'] === true));
    });
  }
}

async function show(offset: string, options: Options, around: Surroundings): Promise<void> {
  const group = oneGroup(options);
  const message = await letterAt(group, offset, around);
  const value = message.value === null ? null : message.value.toString('utf8');
  around.print(JSON.stringify({ ...letterOf(group, message), value }, null, 2));
}

async function retry(offset: string | undefined, options: Options, around: Surroundings): Promise<void> {
  const group = oneGroup(options);
  const publisher = await createPublisher({ ...around, ...around.eventLog, clientId: 'events-tool' });
  try {
    let sent = 0;
    const send = async (messages: readonly ReceivedMessage[]) => {
      for (let from = 0; from < messages.length; from += retryAtOnce) {
        const part = messages.slice(from, from + retryAtOnce);
        await publisher.publish(part.map(original), around.signal);
        sent += part.length;
        around.progress(`sent ${sent}`);
      }
    };
    const chosen = offset === undefined ? undefined : await letterAt(group, offset, around);
    await around.record({
      object: { type: 'consumer_group', name: group },
      action: 'retry_dead_letters',
      details: { offset: offset ?? 'all' },
    });
    if (chosen === undefined) await eachBatch(group, around, send);
    else await send([chosen]);
    around.print(
      options['json'] === true ? JSON.stringify({ group, sent }) : `Sent ${sent} to where they came from.`,
    );
  } finally {
    await publisher.close();
  }
}

/** Key, value and headers are unchanged: consumers identify the event by its id. */
function original({ key, value, headers = {} }: ReceivedMessage) {
  const topic = String(headers['florin-origin-topic'] ?? '');
  if (topic === '') throw new CannotDo('A letter does not say where it came from.');
  const own = Object.entries(headers).filter(([name]) => !name.startsWith('florin-'));
  return { topic, key, value, headers: Object.fromEntries(own.map(([name, text]) => [name, String(text)])) };
}

async function letterAt(group: string, offset: string, around: Surroundings): Promise<ReceivedMessage> {
  let found: ReceivedMessage | undefined;
  await eachBatch(group, around, async (messages) => {
    found ??= messages.find((message) => message.offset === offset);
  });
  if (!found) throw new CannotDo(`${group} has no dead letter ${offset}.`);
  return found;
}

/** All current dead letters of a group. */
async function eachBatch(
  group: string,
  { eventLog, signal, progress }: Surroundings,
  onBatch: (messages: readonly ReceivedMessage[]) => Promise<void>,
): Promise<void> {
  const topics = [deadLetterTopic(group)];
  const { low, high } = await logBounds({ ...eventLog, clientId: 'events-tool', topics }).catch(() => {
    throw new CannotDo(`${group} has no dead letter topic, or the event log does not answer.`);
  });
  const count = messagesBetween(low, high);
  progress(`${group}: ${count} dead letters`);
  if (count > 0n) await readLog({ ...eventLog, topics, from: low, to: high, onBatch, signal });
}

function letterOf(group: string, { offset, key, headers = {} }: ReceivedMessage): Letter {
  const header = (name: string) => String(headers[`florin-${name}`] ?? '');
  return {
    group,
    offset,
    key: key === null ? null : key.toString('utf8'),
    cause: header('cause'),
    detail: header('detail'),
    attempts: header('attempts'),
    origin: `${header('origin-topic')}/${header('origin-partition')}@${header('origin-offset')}`,
    at: header('dead-lettered-at'),
  };
}

function asLine(letter: Letter, json: boolean): string {
  if (json) return JSON.stringify(letter);
  const { group, offset, key, cause, detail, attempts, origin, at } = letter;
  return `${at} ${group} ${offset} ${key} ${cause} (${attempts}) from ${origin}: ${detail}`;
}

function groupsOf({ group }: Options): readonly string[] {
  return typeof group === 'string' ? [group] : consumerGroups;
}

function oneGroup({ group }: Options): string {
  if (typeof group !== 'string') throw new Misuse('Whose? --group is missing.');
  return group;
}
