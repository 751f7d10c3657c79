import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import ts from 'typescript';
import { parse } from 'yaml';
import type { ContractDocument } from './contract-document.ts';
import { operationTypes } from './operation-types.ts';

const root = join(import.meta.dirname, '..', '..', '..');
/** Fields of schemas, and parameters. What groups them needs no description. */
const fieldOrParameter = /^(components\.(schemas|parameters)\.|operations\.\w+\.parameters\.\w+\.)/;

type Property = { path: string; type: string; text: string; examples: number };

describe.each([
  ['the SDK', { server: false }],
  ['the server', { server: true }],
])('the types of %s', (_, side) => {
  let contract: ContractDocument;
  let properties: Property[];
  beforeAll(async () => {
    contract = parse(await readFile(join(root, 'openapi.yaml'), 'utf8'));
    properties = propertiesOf(await operationTypes(contract, side));
  });

  test('describe every field and every parameter, also where it refers to a schema', () => {
    const described = properties.filter(({ path }) => fieldOrParameter.test(path));
    expect(described.length).toBeGreaterThan(900);
    expect(described.filter(({ text }) => text === '').map(({ path }) => path)).toEqual([]);
  });

  test('name the unit of every sum of money', () => {
    const sums = properties.filter(
      ({ path, type }) => /^(number|components\["schemas"\]\["Amount"\])/.test(type) && money.test(path),
    );
    expect(sums.length).toBeGreaterThan(30);
    expect(sums.filter(({ text }) => !/minor units?/i.test(text)).map(({ path }) => path)).toEqual([]);
  });

  test('take the example of the schema that a field or a parameter refers to', () => {
    const named = (path: string) => properties.find((each) => each.path === path);
    expect(named('components.schemas.Movement.account_id')?.examples).toBe(1);
    expect(named('components.schemas.Movement.effective_at')).toMatchObject({ examples: 2 });
    expect(named('operations.listAccounts.parameters.query.currency')?.examples).toBe(1);
  });

  test('leave the contract as it is', async () => {
    expect(contract).toEqual(parse(await readFile(join(root, 'openapi.yaml'), 'utf8')));
  });
});

const money =
  /\.(amount|balance|balance_\w+|held|held_after|available|\w+_limit|initial_balance|total_in|total_out|captured_amount|minimum_amount|volume|received|paid|customers|outside|difference)$/;

/** Every property of the generated interfaces, with the description that an editor shows. */
function propertiesOf(code: string): Property[] {
  const found: Property[] = [];
  const source = ts.createSourceFile('types.ts', code, ts.ScriptTarget.Latest, true);
  const visit = (node: ts.Node, path: string): void => {
    if (!ts.isPropertySignature(node) && !ts.isInterfaceDeclaration(node)) {
      ts.forEachChild(node, (child) => visit(child, path));
      return;
    }
    const name = node.name.getText().replaceAll('"', '');
    const here = path === '' ? name : `${path}.${name}`;
    if (ts.isPropertySignature(node)) {
      const tags = ts.getJSDocTags(node);
      const description = tags.find(({ tagName }) => tagName.text === 'description')?.comment;
      found.push({
        path: here,
        type: node.type?.getText() ?? '',
        text: ts.getTextOfJSDocComment(description) ?? '',
        examples: tags.filter(({ tagName }) => tagName.text === 'example').length,
      });
    }
    ts.forEachChild(node, (child) => visit(child, here));
  };
  visit(source, '');
  return found;
}
