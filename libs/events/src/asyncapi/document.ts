import {
  consumerGroups,
  deadLetterBytes,
  deadLetterTopic,
  eventDefinitions,
  topics,
  type FlorinEvent,
} from '../catalogue.ts';
import { sampleMessages } from '../sample-events.ts';
import { guarantees } from './guarantees.ts';
import { webhookEvents, webhookMessages } from '../webhook-messages.ts';
import {
  camelCase,
  dataName,
  deadLetterMessage,
  eventMessage,
  pascalCase,
  reference,
  webhookMessage,
  webhookName,
} from './messages.ts';

/**
 * The contract for Kafka as an AsyncAPI 3.0 document: plain JSON that depends only on the event definitions.
 */
export function asyncApiDocument(): object {
  // Removes the symbols that TypeBox adds to schemas.
  return JSON.parse(JSON.stringify(assemble())) as object;
}

function assemble(): object {
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Florin events',
      version: '1.0.0',
      description: guarantees,
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    defaultContentType: 'application/cloudevents+json',
    servers: {
      kafka: {
        host: '{brokers}',
        protocol: 'kafka',
        description: 'The Kafka cluster that the worker publishes to.',
        variables: {
          brokers: { default: '127.0.0.1:19092', description: 'host:port of one or more brokers.' },
        },
      },
      webhooks: {
        host: '{host}',
        protocol: 'https',
        description: 'The host of a webhook endpoint of yours.',
        variables: { host: { description: 'A public host.' } },
      },
    },
    channels: { ...eventChannels(), ...deadLetterChannels(), webhooks: webhookChannel() },
    operations: {
      ...eventOperations(),
      ...deadLetterOperations(),
      sendWebhooks: sends('webhooks', webhookSummary),
    },
    components: { messages: messages(), schemas: schemas() },
  };
}

const onKafka = [reference('servers/kafka')];
const definitionsOf = (topic: string) => eventDefinitions.filter((definition) => definition.topic === topic);

function eventChannels(): Record<string, object> {
  const channels = topics.map((topic): [string, object] => {
    const definitions = definitionsOf(topic);
    const channel = {
      address: topic,
      title: topic,
      description: definitions.map(({ description }) => description).join(' '),
      servers: onKafka,
      messages: Object.fromEntries(
        definitions.map((definition) => [
          dataName(definition),
          reference(`components/messages/${dataName(definition)}`),
        ]),
      ),
      bindings: kafkaTopic(topic),
    };
    return [camelCase(topic), channel];
  });
  return Object.fromEntries(channels);
}

function deadLetterChannels(): Record<string, object> {
  const channels = consumerGroups.map((group): [string, object] => {
    const topic = deadLetterTopic(group);
    const channel = {
      address: topic,
      title: topic,
      description: `Messages that the ${group} app could not handle. They wait for a person.`,
      servers: onKafka,
      messages: { DeadLetter: reference('components/messages/DeadLetter') },
      bindings: kafkaTopic(topic, { 'max.message.bytes': deadLetterBytes }),
    };
    return [camelCase(topic), channel];
  });
  return Object.fromEntries(channels);
}

const webhookSummary = 'Florin sends events and challenges to the URLs of webhook endpoints, signed.';

function webhookChannel(): object {
  const names = [...webhookEvents.map(dataName), ...webhookMessages.map(webhookName)];
  return {
    address: '{path}',
    title: 'webhooks',
    description: 'What a webhook endpoint gets, as the body of a POST.',
    servers: [reference('servers/webhooks')],
    parameters: { path: { description: 'The path of a webhook endpoint of yours.' } },
    messages: Object.fromEntries(names.map((name) => [name, reference(`components/messages/${name}`)])),
  };
}

/** Topics keep events for ever by default. */
const kafkaTopic = (topic: string, settings: object = {}) => ({
  kafka: { topic, topicConfiguration: { 'retention.ms': -1, ...settings }, bindingVersion: '0.5.0' },
});

function eventOperations(): Record<string, object> {
  const operations = topics.map((topic): [string, object] => {
    const summary = `Florin publishes: ${definitionsOf(topic)
      .map(({ description }) => description)
      .join(' ')}`;
    return [`publish${pascalCase(topic)}`, sends(topic, summary)];
  });
  return Object.fromEntries(operations);
}

function deadLetterOperations(): Record<string, object> {
  const operations = consumerGroups.map((group): [string, object] => {
    const topic = deadLetterTopic(group);
    return [`publish${pascalCase(topic)}`, sends(topic, `The ${group} app puts away what it cannot handle.`)];
  });
  return Object.fromEntries(operations);
}

const sends = (topic: string, summary: string) => ({
  action: 'send',
  channel: reference(`channels/${camelCase(topic)}`),
  summary,
});

function messages(): Record<string, object> {
  const samples = sampleMessages();
  const ofEvents = eventDefinitions.map((definition): [string, object] => [
    dataName(definition),
    eventMessage(definition, samples[definition.type as FlorinEvent['type']]),
  ]);
  const ofWebhooks = webhookMessages.map((each): [string, object] => [
    webhookName(each),
    webhookMessage(each),
  ]);
  return { ...Object.fromEntries([...ofEvents, ...ofWebhooks]), DeadLetter: deadLetterMessage() };
}

function schemas(): Record<string, object> {
  const ofEvents = eventDefinitions.map((definition): [string, object] => [
    dataName(definition),
    { title: dataName(definition), description: definition.description, ...definition.data },
  ]);
  const ofWebhooks = webhookMessages.map((each): [string, object] => [
    webhookName(each),
    { title: webhookName(each), description: each.description, ...each.data },
  ]);
  return Object.fromEntries([...ofEvents, ...ofWebhooks]);
}
