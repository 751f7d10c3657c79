import { generatedFromEvents } from './generated-header.ts';

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
};
type Message = {
  name: string;
  summary: string;
  description?: string;
  headers: Schema;
  payload: Schema;
  examples?: { payload: object }[];
};
type Channel = { address: string; description: string; bindings?: object; messages: Record<string, unknown> };
type EventsContract = {
  info: { title: string; description: string };
  channels: Record<string, Channel>;
  components: { messages: Record<string, Message>; schemas: Record<string, Schema> };
};

/** docs/events by file name: one page per event, and an index of the topics. */
export function eventPages(document: object): Map<string, string> {
  const { info, channels, components } = document as EventsContract;
  const pages = new Map([['README.md', indexPage(info, Object.values(channels))]]);
  for (const [name, message] of Object.entries(components.messages))
    pages.set(`${name}.md`, eventPage(message, components.schemas[name]));
  return pages;
}

function indexPage({ title, description }: EventsContract['info'], channels: Channel[]): string {
  const linksOf = ({ messages }: Channel) =>
    Object.keys(messages)
      .map((name) => `[${name}](${name}.md)`)
      .join(', ');
  const topics = channels.filter(({ bindings }) => bindings !== undefined);
  const others = channels.filter((channel) => !topics.includes(channel));
  const rows = topics.map(
    (channel) => `| \`${channel.address}\` | ${inCell(channel.description)} | ${linksOf(channel)} |`,
  );
  return pageOf([
    `# ${title}`,
    description.trim(),
    '## Topics',
    ['| topic | contents | event |', '|---|---|---|', ...rows].join('\n'),
    '## Webhooks',
    ...others.map((channel) => `\`${channel.address}\`: ${channel.description} ${linksOf(channel)}.`),
    links,
  ]);
}

function eventPage(
  { name, summary, description, headers, payload, examples }: Message,
  data?: Schema,
): string {
  const [example] = examples ?? [];
  return pageOf([
    `# \`${name}\``,
    `**${summary}** ${description ?? ''}`.trim(),
    ...(data ? ['## Data', fieldTable(data)] : []),
    ...(payload.properties ? ['## Envelope', fieldTable(payload)] : []),
    '## Headers',
    fieldTable(headers),
    ...(example ? ['## Example', `\`\`\`json\n${JSON.stringify(example.payload, null, 2)}\n\`\`\``] : []),
    links,
  ]);
}

const links =
  'The contract as AsyncAPI 3.0 is [`asyncapi.yaml`](../../asyncapi.yaml). ' +
  'Read [events and consumers](../events.md) before you write a consumer.';

const pageOf = (parts: string[]): string => [`<!-- ${generatedFromEvents} -->`, ...parts, ''].join('\n\n');

function fieldTable(schema: Schema): string {
  return ['| field | holds | meaning |', '|---|---|---|', ...fieldRows(schema, '')].join('\n');
}

function fieldRows({ properties = {}, required = [] }: Schema, prefix: string): string[] {
  return Object.entries(properties).flatMap(([name, field]) => [
    `| \`${prefix}${name}\`${required.includes(name) ? '' : ' (optional)'} | ${inCell(shapeOf(field))} | ${inCell(field.description ?? '')} |`,
    ...fieldRows(field, `${prefix}${name}.`),
  ]);
}

const inCell = (text: string): string => text.trim().replaceAll(/\s+/g, ' ').replaceAll('|', '\\|');

/** A short description of a field's type. */
function shapeOf({ type, const: constant, anyOf, items, examples, pattern }: Schema): string {
  if (constant !== undefined) return `\`${JSON.stringify(constant)}\``;
  if (anyOf) return anyOf.map(shapeOf).join(' or ');
  if (items) return `list of ${shapeOf(items)}`;
  if (examples) return `${examples.map((each) => `\`${String(each)}\``).join(', ')}, …`;
  const prefix = /^\^(\w+_)\[/.exec(pattern ?? '')?.[1];
  return prefix ? `\`${prefix}…\`` : [type ?? 'anything'].flat().join(' or ');
}
