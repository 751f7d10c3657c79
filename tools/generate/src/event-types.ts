import openapiTypescript, { astToString, type OpenAPI3 } from 'openapi-typescript';
import ts from 'typescript';
import { generatedFromEvents } from './generated-header.ts';

type Schema = { title?: string; properties?: Record<string, unknown>; [keyword: string]: unknown };
type Channel = { bindings?: object; messages: Record<string, unknown> };
type EventsContract = {
  channels: Record<string, Channel>;
  components: {
    messages: Record<string, { summary: string; payload: Schema }>;
    schemas: Record<string, Schema>;
  };
};

/**
 * The contract of the events as TypeScript types for a client: an interface for each message, and the unions of the messages
 * on the event log and of those that webhooks carry. A comparison of `type` narrows a union, `data` included.
 */
export async function eventTypes(document: object): Promise<string> {
  // A copy, because the generator changes the schemas that it gets.
  const { channels, components }: EventsContract = JSON.parse(JSON.stringify(document));
  const schemas = Object.entries(components.schemas).map(([name, { title: _, ...data }]) => {
    const message = components.messages[name];
    if (!message) throw new Error(`The contract of the events has no message ${name}.`);
    const { summary: description, payload } = message;
    return [name, { ...payload, description, properties: { ...payload.properties, data } }];
  });
  const interfaces = await interfacesOf(Object.fromEntries(schemas));
  const namesOn = (wanted: (channel: Channel) => boolean): string => {
    const names = Object.values(channels)
      .filter(wanted)
      .flatMap(({ messages }) => Object.keys(messages));
    return names
      .filter((name) => name in components.schemas)
      .map((name) => `\n  | ${name}`)
      .join('');
  };
  return `// ${generatedFromEvents}

${astToString(interfaces)}
/**
 * An event on the event log, as JSON in the value of a message. \`switch (event.type)\` narrows it. A later release may
 * publish other types: skip a type that you do not know.
 */
export type FlorinEvent =${namesOn(({ bindings }) => bindings !== undefined)};

/**
 * What the bank sends to a webhook endpoint: events, test events and the challenge. \`switch (event.type)\` narrows it. A later
 * release may send other types: answer 2xx to a type that you do not know.
 */
export type WebhookEvent =${namesOn(({ bindings }) => bindings === undefined)};
`;
}

/** An exported interface for each schema, made from the group that the generator writes them into. */
async function interfacesOf(schemas: object): Promise<ts.Node[]> {
  const document: unknown = {
    openapi: '3.1.0',
    info: { title: 'Florin events', version: '1' },
    paths: {},
    components: { schemas },
  };
  const nodes = await openapiTypescript(document as OpenAPI3, { silent: true });
  return nodes
    .flatMap(membersOf)
    .filter(isNamed('schemas'))
    .flatMap(({ type }) => membersOf(type))
    .map(exported);
}

const membersOf = (node: ts.Node | undefined): ts.PropertySignature[] => {
  const hasMembers = node !== undefined && (ts.isInterfaceDeclaration(node) || ts.isTypeLiteralNode(node));
  return hasMembers ? node.members.filter(ts.isPropertySignature) : [];
};

const isNamed =
  (wanted: string) =>
  ({ name }: ts.PropertySignature) =>
    ts.isIdentifier(name) && name.text === wanted;

function exported(schema: ts.PropertySignature): ts.Node {
  if (!ts.isIdentifier(schema.name)) throw new Error('The name of a message is no name of a type.');
  const node = ts.factory.createInterfaceDeclaration(
    [ts.factory.createModifier(ts.SyntaxKind.ExportKeyword)],
    schema.name,
    undefined,
    undefined,
    membersOf(schema.type),
  );
  return ts.setSyntheticLeadingComments(node, ts.getSyntheticLeadingComments(schema));
}
