import { deadLetterHeaders } from '../dead-letter-headers.ts';
import { eventHeaders, type EncodedEvent } from '../encode-event.ts';
import type { EventDefinition } from '../event-definition.ts';
import { accountId, anyId, tenantId, timestamp } from '../fields.ts';
import type { WebhookMessage } from '../webhook-messages.ts';

/** Converts `transactions.completed` to `transactionsCompleted`. */
export const camelCase = (words: string): string =>
  words.replace(/[.-](\w)/g, (_match, letter: string) => letter.toUpperCase());

/** Converts `transactions.completed` to `TransactionsCompleted`. */
export const pascalCase = (words: string): string => {
  const name = camelCase(words);
  return name.charAt(0).toUpperCase() + name.slice(1);
};

/** The version at the end of an event's type: `V1`. */
const versionOf = (type: string): string => type.slice(type.lastIndexOf('.') + 1).toUpperCase();

export const reference = (path: string) => ({ $ref: `#/${path}` });

/** The name of an event's data among the schemas: `TransactionsCompletedV1`. */
export const dataName = ({ topic, type }: EventDefinition): string => pascalCase(topic) + versionOf(type);

/** One kind of event as a Kafka message: key, headers, envelope and data. */
export function eventMessage(definition: EventDefinition, example: EncodedEvent): object {
  const { type, description } = definition;
  return {
    name: type,
    title: dataName(definition),
    summary: description,
    contentType: eventHeaders['content-type'],
    headers: {
      type: 'object',
      required: Object.keys(eventHeaders),
      properties: { 'content-type': { type: 'string', const: eventHeaders['content-type'] } },
    },
    payload: envelopeSchema(definition),
    bindings: { kafka: { key: accountId('The account that the event is about.'), bindingVersion: '0.5.0' } },
    examples: [{ headers: example.headers, payload: JSON.parse(example.value) as object }],
  };
}

/** The name of a message to webhook endpoints alone: `WebhooksPingV1`. */
export const webhookName = ({ type }: WebhookMessage): string => {
  const topic = type.slice('florin.'.length, type.lastIndexOf('.'));
  return pascalCase(topic) + versionOf(type);
};

/** A message to webhook endpoints alone. Its body has the envelope of an event, about an endpoint and without a key. */
export function webhookMessage(message: WebhookMessage): object {
  const { type, source, description } = message;
  const { partitionkey: _, ...attributes } = envelopeAttributes({ type, source }).properties;
  const properties = {
    ...attributes,
    subject: anyId('The endpoint that gets it.'),
    tenantid: anyId('The tenant to which the endpoint belongs.'),
    data: reference(`components/schemas/${webhookName(message)}`),
  };
  const endpoint = 'whe_01m819eke0e8x9qk3m5r7t2v4w';
  const tenant = 'tenant_01kaq2zv5ve8ht3c0g4y0b9t3f';
  const challenge = 'challenge' in message.data.properties ? { challenge: '5Zt8…' } : {};
  return {
    name: type,
    title: webhookName(message),
    summary: description,
    contentType: 'application/json',
    headers: webhookHeaders,
    payload: { type: 'object', required: Object.keys(properties), properties },
    examples: [
      {
        payload: {
          specversion: '1.0',
          id: 'ping:01m819eke0g5h6j7k8m9n0p1q2',
          source,
          type,
          subject: endpoint,
          time: '2026-11-22T09:30:04.250Z',
          datacontenttype: 'application/json',
          tenantid: tenant,
          data: { endpoint_id: endpoint, tenant_id: tenant, ...challenge },
        },
      },
    ],
  };
}

/** The headers of every webhook, as in Standard Webhooks. */
const webhookHeaders = {
  type: 'object',
  required: ['webhook-id', 'webhook-timestamp', 'webhook-signature'],
  properties: {
    'webhook-id': { type: 'string', description: 'The delivery, the same in every attempt.' },
    'webhook-timestamp': { type: 'string', description: 'When it was sent, in seconds since 1970.' },
    'webhook-signature': { type: 'string', description: 'One signature for each valid secret.' },
  },
};

function envelopeSchema(definition: EventDefinition): object {
  const attributes = envelopeAttributes(definition);
  const properties = {
    ...attributes.properties,
    data: reference(`components/schemas/${dataName(definition)}`),
  };
  return { type: 'object', required: Object.keys(properties), properties };
}

/** JSON Schema of the attributes around an event's `data`. */
export function envelopeAttributes(definition: Pick<EventDefinition, 'type' | 'source'>) {
  const properties = {
    specversion: { type: 'string', const: '1.0' },
    id: {
      type: 'string',
      pattern: '^[!-~]{1,255}$',
      description: 'The same, however often the event is delivered.',
    },
    source: {
      type: 'string',
      const: definition.source,
      description: 'The part of Florin that publishes the event.',
    },
    type: { type: 'string', const: definition.type, description: 'The kind of event and its version.' },
    subject: accountId(),
    time: timestamp('When it happened.'),
    datacontenttype: { type: 'string', const: 'application/json' },
    tenantid: tenantId(),
    partitionkey: accountId('The key of the message: the same as `subject`.'),
  };
  return { type: 'object', required: Object.keys(properties), properties };
}

/** A message in a dead letter topic: the original bytes, with the reason in the headers. */
export function deadLetterMessage(): object {
  return {
    name: 'florin.dead-letter',
    title: 'DeadLetter',
    summary: 'A message that a consumer could not handle, unchanged.',
    description:
      'Key and value are those of the original message; a value that was not JSON is not JSON here. ' +
      'The original headers are kept beside these.',
    contentType: 'application/octet-stream',
    headers: deadLetterHeaders,
    payload: { description: 'The bytes of the message, unchanged.' },
    bindings: {
      kafka: {
        key: { type: ['string', 'null'], description: 'The original key, normally an account.' },
        bindingVersion: '0.5.0',
      },
    },
  };
}
