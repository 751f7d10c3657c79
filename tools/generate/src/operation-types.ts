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
  const described = withReferencedTexts(contract);
  const document = server ? withExactSums(withDefaultsRequired(described)) : described;
  const ast = await openapiTypescript(document as unknown as OpenAPI3, {
    defaultNonNullable: server,
    silent: true,
    transform: (schema) => (exactSum in schema ? exactType([schema.type ?? []].flat()) : undefined),
  });
  return `// ${generatedHeader}\n\n${astToString(ast)}`;
}

/**
 * A copy of the contract in which a property that refers to a schema has the schema's description, unit, examples and
 * default, unless it has its own, and a parameter an example of its schema. The generator writes only what stands at a
 * property into its comment, and an editor shows only that comment, not the one of the schema behind the name.
 */
function withReferencedTexts(contract: ContractDocument): ContractDocument {
  const copy = structuredClone(contract);
  const { parameters, schemas } = copy.components;
  const target = ({ $ref }: SchemaObject): SchemaObject =>
    ($ref ? schemas[$ref.split('/').at(-1) ?? ''] : null) ?? {};
  const describe = ({ properties = {}, items, allOf = [], anyOf = [], oneOf = [] }: SchemaObject): void => {
    for (const property of Object.values(properties)) {
      const { description, format, examples, default: value } = target(property);
      Object.assign(property, { ...defined({ description, format, examples, default: value }), ...property });
    }
    [...Object.values(properties), ...(items ? [items] : []), ...allOf, ...anyOf, ...oneOf].forEach(describe);
  };
  Object.values(schemas).forEach(describe);
  const ofOperations = Object.values(copy.paths).flatMap((path) =>
    Object.values(path).flatMap((operation) => operation.parameters ?? []),
  );
  for (const parameter of [...Object.values(parameters), ...ofOperations]) {
    if (!('schema' in parameter)) continue;
    const [example] = parameter.schema.examples ?? target(parameter.schema).examples ?? [];
    Object.assign(parameter, { ...defined({ example }), ...parameter });
  }
  return copy;
}

const defined = (fields: Record<string, unknown>): object =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

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
