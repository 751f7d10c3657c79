import { fromRoot } from '@florin/processes';
import { Ajv, type ValidateFunction } from 'ajv';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** A Kafka record as any client shows it. */
export type KafkaRecord = { topic: string; key: string; value: string; headers: Record<string, string> };

export type EventsContract = {
  /** The addresses of all channels that carry events. */
  topics: string[];
  /** How a record violates the contract; empty if it does not. */
  complaintsOf(record: KafkaRecord): string[];
};

type Message = { payload: { properties?: { type?: { const?: string } } }; contentType?: string };
type Channel = { address: string; bindings?: object; messages: Record<string, unknown> };
type Document = {
  defaultContentType: string;
  channels: Record<string, Channel>;
  components: { messages: Record<string, Message> };
};

/**
 * The contract for Kafka as a third party's consumer knows it: `asyncapi.yaml`, read with a YAML parser and a JSON Schema
 * validator, and with none of our code.
 */
export function readEventsContract(): EventsContract {
  const document = parse(readFileSync(fromRoot('asyncapi.yaml'), 'utf8')) as Document;
  const ajv = new Ajv({ strict: false, allErrors: true, formats: fullFormats });
  ajv.addSchema({ ...document, $id: 'contract' });
  const validatorOf = (path: string) => ajv.compile({ $ref: `contract#/components/messages/${path}` });
  const onKafka = Object.values(document.channels).filter(({ bindings }) => bindings !== undefined);
  const channels = onKafka.map(({ address, messages }) => ({
    address,
    messages: Object.keys(messages).flatMap((name) => {
      const message = document.components.messages[name]!;
      const type = message.payload.properties?.type?.const;
      if (type === undefined) return [];
      return {
        type,
        contentType: message.contentType ?? document.defaultContentType,
        payload: validatorOf(`${name}/payload`),
        headers: validatorOf(`${name}/headers`),
        key: validatorOf(`${name}/bindings/kafka/key`),
      };
    }),
  }));
  const events = channels.filter(({ messages }) => messages.length > 0);

  return {
    topics: events.map(({ address }) => address),
    complaintsOf({ topic, key, value, headers }) {
      const payload = JSON.parse(value) as { type?: string; partitionkey?: string; subject?: string };
      const channel = events.find(({ address }) => address === topic);
      const message = channel?.messages.find(({ type }) => type === payload.type);
      if (!message) return [`${topic} has no message of the type ${payload.type}`];
      const isKey = key === payload.partitionkey && key === payload.subject;
      return [
        ...complaints(message.payload, payload, 'payload'),
        ...complaints(message.headers, headers, 'headers'),
        ...complaints(message.key, key, 'key'),
        ...(headers['content-type'] === message.contentType ? [] : ['the content type is another']),
        ...(isKey ? [] : ['the key is not what the event names as its key']),
      ];
    },
  };
}

function complaints(validate: ValidateFunction, value: unknown, where: string): string[] {
  validate(value);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${where}${instancePath} ${message}`);
}
