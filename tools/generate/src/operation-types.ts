import openapiTypescript, { astToString, type OpenAPI3 } from 'openapi-typescript';
import type { ContractDocument } from './contract-document.ts';
import { generatedHeader } from './generated-header.ts';

/**
 * The contract as TypeScript types. A field or parameter with a default may be left out by whoever sends it;
 * whoever gets it after validation (`defaultsAreFilledIn`) always finds it.
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
  for (const parameter of Object.values(copy.components.parameters)) {
    if (parameter.schema.default !== undefined) parameter.required = true;
  }
  return copy;
}
