import { eventsContract } from '../generated/events.ts';
import { escapeHtml } from '../escape-html.ts';
import { page, toHtml } from './page.ts';

type Schema = {
  type?: string | string[];
  description?: string;
  const?: unknown;
  pattern?: string;
  examples?: unknown[];
  anyOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  minimum?: number;
};
type Message = {
  name: string;
  summary: string;
  description?: string;
  headers: Schema;
  payload: Schema;
  examples?: { payload: object }[];
};
type Channel = { address: string; description: string; messages: Record<string, unknown> };

const { info, channels, components } = eventsContract as {
  info: { title: string; description: string };
  channels: Record<string, Channel>;
  components: { messages: Record<string, Message>; schemas: Record<string, Schema> };
};

const footer =
  '<p><a href="/docs/events">All events</a> · <a href="/asyncapi.json">The contract as AsyncAPI 3.0</a> · ' +
  '<a href="/docs/guides/events">How to write a consumer</a></p>';

/** The page about all events and their topics. */
export function eventsPage(): string {
  const rows = Object.values(channels).map(
    ({ address, description, messages }) =>
      `<tr><td><code>${escapeHtml(address)}</code></td><td>${toHtml(description)}</td><td>${Object.keys(
        messages,
      )
        .map((name) => `<a href="/docs/events/${name}">${name}</a>`)
        .join(' ')}</td></tr>`,
  );
  return page('/docs/events', 'Events', [
    `<h1>${escapeHtml(info.title)}</h1>`,
    ...info.description.split('\n\n').map((paragraph) => `<p>${toHtml(paragraph)}</p>`),
    `<h2>Topics</h2><table><tr><th>Topic</th><th>Contents</th><th>Event</th></tr>${rows.join('')}</table>`,
    footer,
  ]);
}

/** The page of one event, or undefined for an unknown name. */
export function eventPage(name: string): string | undefined {
  if (!Object.hasOwn(components.messages, name)) return undefined;
  const message = components.messages[name];
  if (message === undefined) return undefined;
  const data = Object.hasOwn(components.schemas, name) ? components.schemas[name] : undefined;
  const [example] = message.examples ?? [];
  return page('/docs/events', name, [
    `<h1><code>${escapeHtml(message.name)}</code></h1>`,
    `<p><strong>${toHtml(message.summary)}</strong> ${toHtml(message.description ?? '')}</p>`,
    ...(data ? [`<h2>Data</h2>${fieldTable(data)}`] : []),
    ...(message.payload.properties ? [`<h2>Envelope</h2>${fieldTable(message.payload)}`] : []),
    `<h2>Headers</h2>${fieldTable(message.headers)}`,
    ...(example
      ? [`<h2>Example</h2><pre>${escapeHtml(JSON.stringify(example.payload, null, 2))}</pre>`]
      : []),
    footer,
  ]);
}

function fieldTable(schema: Schema): string {
  return `<table><tr><th>Field</th><th>Holds</th><th>Meaning</th></tr>${fieldRows(schema, '').join('')}</table>`;
}

function fieldRows({ properties = {}, required = [] }: Schema, prefix: string): string[] {
  return Object.entries(properties).flatMap(([name, field]) => [
    `<tr><td><code>${escapeHtml(prefix + name)}</code>${required.includes(name) ? '' : ' (optional)'}</td>` +
      `<td>${escapeHtml(shapeOf(field))}</td><td>${toHtml(field.description ?? '')}</td></tr>`,
    ...fieldRows(field, `${prefix}${name}.`),
  ]);
}

/** A short description of a field's type. */
function shapeOf({ type, const: constant, anyOf, items, examples, pattern }: Schema): string {
  if (constant !== undefined) return JSON.stringify(constant);
  if (anyOf) return anyOf.map(shapeOf).join(' or ');
  if (items) return `list of ${shapeOf(items)}`;
  if (examples) return `${examples.join(', ')}, …`;
  const prefix = /^\^(\w+_)\[/.exec(pattern ?? '')?.[1];
  return prefix ? `${prefix}…` : [type ?? 'anything'].flat().join(' or ');
}
