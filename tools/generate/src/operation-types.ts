import openapiTypescript, { astToString, type OpenAPI3 } from 'openapi-typescript';
import ts from 'typescript';
import type { ContractDocument, SchemaObject } from './contract-document.ts';
import { generatedHeader } from './generated-header.ts';

/**
 * The contract as TypeScript types for a client or the server. A client may omit a field or parameter with a default;
 * after validation the server always has it. A client reads every integer as a number; the server writes a sum that has
 * an `_exact` beside it as a number or a bigint.
 */
export async function operationTypes(
  contract: ContractDocument,
  { server }: { server: boolean },
): Promise<string> {
  const document = server ? withExactSums(withDefaultsRequired(contract)) : contract;
  const ast = await openapiTypescript(document as unknown as OpenAPI3, {
    defaultNonNullable: server,
    silent: true,
    transform: (schema) => (exactSum in schema ? exactType([schema.type ?? []].flat()) : undefined),
  });
  return `// ${generatedHeader}\n\n${astToString(ast)}`;
}

function withDefaultsRequired(contract: ContractDocument): ContractDocument {
  const copy = structuredClone(contract);
  const { parameters, schemas } = copy.components;
  const defaultOf = (schema: SchemaObject): unknown =>
    schema.default ?? (schema.$ref ? schemas[schema.$ref.split('/').at(-1) ?? '']?.default : undefined);
  for (const parameter of Object.values(parameters)) {
    if (defaultOf(parameter.schema) !== undefined) parameter.required = true;
  }
  // The default of a referenced schema applies where it is referred to.
  for (const { properties = {} } of Object.values(schemas)) {
    for (const property of Object.values(properties)) {
      const value = defaultOf(property);
      if (value !== undefined) property.default = value;
    }
  }
  return copy;
}

/** Marks the sums in a copy of the contract for `exactType`. */
const exactSum = 'x-exact-sum';

function withExactSums(copy: ContractDocument): ContractDocument {
  const mark = ({ properties = {}, items }: SchemaObject): void => {
    if (items) mark(items);
    for (const [name, property] of Object.entries(properties)) {
      if (`${name}_exact` in properties) property[exactSum] = true;
      mark(property);
    }
  };
  Object.values(copy.components.schemas).forEach(mark);
  return copy;
}

function exactType(types: readonly string[]): ts.TypeNode {
  const { factory, SyntaxKind } = ts;
  return factory.createUnionTypeNode([
    factory.createKeywordTypeNode(SyntaxKind.NumberKeyword),
    factory.createKeywordTypeNode(SyntaxKind.BigIntKeyword),
    ...(types.includes('null') ? [factory.createLiteralTypeNode(factory.createNull())] : []),
  ]);
}
