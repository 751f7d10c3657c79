import { asyncApiDocument } from '@florin/events';
import { expect, test } from '@jest/globals';
import { Ajv, type ErrorObject } from 'ajv';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { parse } from 'yaml';

type Contract = {
  channels: Record<string, { address: string; messages: Record<string, { $ref: string }> }>;
  components: {
    messages: Record<string, { payload: object; examples?: { payload: object }[] }>;
    schemas: Record<string, { properties: Record<string, { description?: string }> }>;
  };
};

/** The standard's own schema, read as JSON from its package. */
const standard = createRequire(import.meta.url)('@asyncapi/specs/schemas/3.0.0-without-$id.json') as object;
const text = readFileSync(new URL('../../../asyncapi.yaml', import.meta.url), 'utf8');
const contract: Contract = parse(text);

function complaintsOf(document: object): ErrorObject[] {
  const ajv = new Ajv({ strict: false, logger: false, formats: fullFormats });
  const validate = ajv.compile(standard);
  validate(document);
  return validate.errors ?? [];
}

test('the contract for Kafka is valid AsyncAPI 3.0', () => {
  expect(complaintsOf(contract)).toEqual([]);
});

test('a contract for Kafka with a mistake is noticed', () => {
  expect(complaintsOf(parse(text.replace('action: send', 'action: shout')) as object)).not.toEqual([]);
});

test('the file equals what the definitions generate', () => {
  expect(contract).toEqual(asyncApiDocument());
});

test('every example fits the schema of its message, as another tool validates it', () => {
  const ajv = new Ajv({ strict: false, formats: fullFormats }).addSchema({ ...contract, $id: 'contract' });
  const examples = Object.entries(contract.components.messages).flatMap(([name, { examples = [] }]) =>
    examples.map((example) => ({ name, payload: example.payload })),
  );
  expect(examples).toHaveLength(Object.keys(contract.components.schemas).length);
  for (const { name, payload } of examples) {
    const validate = ajv.compile({ $ref: `contract#/components/messages/${name}/payload` });
    validate(payload);
    expect({ name, errors: validate.errors ?? [] }).toEqual({ name, errors: [] });
    expect(validate({ ...payload, data: {} })).toBe(false);
  }
});

test('every field of every event has a description', () => {
  for (const [name, { properties }] of Object.entries(contract.components.schemas)) {
    const silent = Object.keys(properties).filter((field) => !properties[field]?.description);
    expect({ name, silent }).toEqual({ name, silent: [] });
  }
});
