import { asyncApiDocument } from '@florin/events';
import { beforeAll, describe, expect, test } from '@jest/globals';
import ts from 'typescript';
import { eventTypes } from './event-types.ts';

type Field = { const?: string };
type Message = { payload: { properties?: { type: Field } } };
type Contract = {
  channels: Record<string, { bindings?: object; messages: object }>;
  components: { messages: Record<string, Message>; schemas: Record<string, { required: string[] }> };
};

const contract: Contract = JSON.parse(JSON.stringify(asyncApiDocument()));
const { messages, schemas } = contract.components;
const typeOf = (name: string) => messages[name]?.payload.properties?.type.const;
const namesOn = (isKafka: boolean) =>
  Object.values(contract.channels)
    .filter(({ bindings }) => (bindings !== undefined) === isKafka)
    .flatMap((channel) => Object.keys(channel.messages))
    .filter((name) => name in schemas);

let types: string;
beforeAll(async () => {
  types = await eventTypes(asyncApiDocument());
});

describe.each([
  ['FlorinEvent', namesOn(true)],
  ['WebhookEvent', namesOn(false)],
])('%s', (union, names) => {
  test('is narrowed by each type, with the fields of its data', () => {
    expect(names.length).toBeGreaterThan(5);
    const cases = names.map((name) => {
      const fields = schemas[name]?.required.map((field) => `event.data.${field};`).join(' ');
      return `case '${typeOf(name)}': { const narrowed: ${name} = event; ${fields} return narrowed.id; }`;
    });
    // When all types are handled, nothing is left.
    const rest = 'default: { const none: never = event; return none; }';
    expect(
      complaintsOf(`(event: ${union}) => { switch (event.type) { ${cases.join('\n')}\n${rest} } }`),
    ).toEqual([]);
  });

  test('does not give the data of one type to another', () => {
    const [name = '', other = ''] = names;
    const narrowed = `if (event.type === '${typeOf(name)}') { const wrong: ${other} = event; return wrong; } return null;`;
    expect(complaintsOf(`(event: ${union}) => { ${narrowed} }`)).toEqual([
      expect.stringContaining('not assignable'),
    ]);
    expect(complaintsOf(`(event: ${union}) => event.data.amount`)).toEqual([
      expect.stringContaining('amount'),
    ]);
    expect(complaintsOf(`(event: ${union}) => event.type === 'florin.unknown.v1'`)).toHaveLength(1);
  });
});

test('webhooks carry no event about deliveries, and the event log no test event and no challenge', () => {
  const narrowed = (union: string, type: string) =>
    complaintsOf(`(event: ${union}) => event.type === '${type}'`);
  expect(narrowed('WebhookEvent', 'florin.notifications.deliveries.v1')).toHaveLength(1);
  expect(narrowed('FlorinEvent', 'florin.webhooks.ping.v1')).toHaveLength(1);
  expect(narrowed('FlorinEvent', 'florin.webhooks.verification.v1')).toHaveLength(1);
});

/** What the TypeScript compiler says about an expression beside the generated types. */
function complaintsOf(expression: string): string[] {
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    noLib: false,
    types: [],
    lib: ['lib.es2022.d.ts'],
  };
  const path = '/event-types.ts';
  const host = ts.createCompilerHost(options);
  const source = ts.createSourceFile(
    path,
    `${types}\nexport const use = ${expression};`,
    ts.ScriptTarget.ES2022,
    true,
  );
  const { getSourceFile } = host;
  host.getSourceFile = (name, ...rest) => (name === path ? source : getSourceFile.call(host, name, ...rest));
  const program = ts.createProgram([path], options, host);
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}
