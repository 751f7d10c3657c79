import { readFileSync } from 'node:fs';
import { Validator } from '@seriousme/openapi-schema-validator';
import { expect, test } from '@jest/globals';

const contract = readFileSync(new URL('../../../openapi.yaml', import.meta.url), 'utf8');

test('the contract is valid OpenAPI 3.1', async () => {
  const validator = new Validator();
  const result = await validator.validate(contract);
  expect(result.errors ?? []).toEqual([]);
  expect(result.valid).toBe(true);
  expect(validator.version).toBe('3.1');
});

test('a contract with a mistake is noticed', async () => {
  const result = await new Validator().validate(contract.replace('in: query', 'in: body'));
  expect(result.valid).toBe(false);
});
