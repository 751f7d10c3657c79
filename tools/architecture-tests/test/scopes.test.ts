import { scopes } from '@florin/access';
import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

type Operation = { security?: Record<string, string[]>[] };
type Contract = {
  security?: Record<string, string[]>[];
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: { Scope: { enum: string[] } } };
};

const contract = parse(readFileSync(new URL('../../../openapi.yaml', import.meta.url), 'utf8')) as Contract;

test('every scope of the contract can be granted, and every scope that can be granted opens something', () => {
  const operations = Object.values(contract.paths).flatMap((path) => Object.values(path));
  const named = operations.flatMap(({ security }) =>
    (security ?? []).flatMap((way) => Object.values(way).flat()),
  );
  expect([...new Set(named)].sort()).toEqual(scopes.toSorted());
  expect(contract.components.schemas.Scope.enum).toEqual(scopes);
});
