import openapiTypescript, { astToString, type OpenAPI3 } from 'openapi-typescript';
import type { ContractDocument, SchemaObject } from './contract-document.ts';
import { generatedHeader } from './generated-header.ts';

/**
 * The contract as TypeScript types. A client may omit a field or parameter with a default; after validation
 * (`defaultsAreFilledIn`) the server always has it.
 */
export async function operationTypes(
  contract: ContractDocument,
  options: { defaultsAreFilledIn: boolean },
): Promise<string> {
  const document = options.defaultsAreFilledIn ? withDefaultsRequired(contract) : contract;
  const ast = await openapiTypescript(document as unknown as OpenAPI3, {
    defaultNonNullable: options.defaultsAreFilledIn,
    silent: true,
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
