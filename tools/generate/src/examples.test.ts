import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import { parse } from 'yaml';

type Media = { schema: object; examples?: Record<string, { $ref?: string; value?: unknown }> };
type Content = Record<string, Media>;
type Answer = { $ref?: string; content?: Content };
type Operation = {
  operationId: string;
  summary: string;
  description: string;
  requestBody?: { content: Content };
  responses: Record<string, Answer>;
};
type Contract = {
  paths: Record<string, Record<string, Operation>>;
  components: { responses: Record<string, Answer>; examples: Record<string, { value: unknown }> };
};

const contract = parse(readFileSync(new URL('../../../openapi.yaml', import.meta.url), 'utf8')) as Contract;
const operations = Object.values(contract.paths).flatMap((path) => Object.values(path));
const ajv = new Ajv2020({
  strict: false,
  allErrors: true,
  formats: { 'date-time': fullFormats['date-time'], int32: true, int64: true },
});
ajv.addFormat('uri-reference', true);
beforeAll(() => void ajv.addSchema({ ...contract, $id: 'contract' }));

function resolve<T>(value: { $ref?: string }): T {
  if (value.$ref === undefined) return value as T;
  const steps = value.$ref.replace('#/', '').split('/');
  return steps.reduce<unknown>((node, step) => (node as Record<string, unknown>)[step], contract) as T;
}

function expectExamplesToFit(content: Content, where: string): void {
  for (const [type, { schema, examples = {} }] of Object.entries(content)) {
    expect({ where, type, examples: Object.keys(examples).length }).not.toMatchObject({ examples: 0 });
    const absolute = JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"contract#/')) as object;
    const validate = ajv.compile(absolute);
    for (const [name, example] of Object.entries(examples)) {
      validate(resolve<{ value: unknown }>(example).value);
      expect({ where, name, errors: validate.errors ?? [] }).toEqual({ where, name, errors: [] });
    }
  }
}

describe('every operation', () => {
  test('has a summary and a description', () => {
    for (const { operationId, summary, description } of operations) {
      expect({ operationId, said: summary.length > 5 && description.length > summary.length }).toEqual({
        operationId,
        said: true,
      });
    }
  });

  test('has valid examples of its requests and answers', () => {
    for (const { operationId, requestBody, responses } of operations) {
      if (requestBody) expectExamplesToFit(requestBody.content, `${operationId} request`);
      for (const [status, answer] of Object.entries(responses)) {
        expectExamplesToFit(resolve<Answer>(answer).content ?? {}, `${operationId} ${status}`);
      }
    }
  });
});

test('every example is used', () => {
  const text = JSON.stringify(contract);
  for (const name of Object.keys(contract.components.examples)) {
    expect({ name, isUsed: text.includes(`"#/components/examples/${name}"`) }).toEqual({
      name,
      isUsed: true,
    });
  }
});
