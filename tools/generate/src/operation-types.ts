import openapiTypescript, { astToString, type OpenAPI3 } from 'openapi-typescript';
import { generatedHeader } from './generated-header.ts';

/**
 * The contract as TypeScript types. A field with a default may be left out by whoever sends it; whoever gets it
 * after validation (`defaultsAreFilledIn`) always finds it.
 */
export async function operationTypes(
  contract: unknown,
  options: { defaultsAreFilledIn: boolean },
): Promise<string> {
  const ast = await openapiTypescript(contract as OpenAPI3, {
    defaultNonNullable: options.defaultsAreFilledIn,
    alphabetize: false,
    silent: true,
  });
  return `// ${generatedHeader}\n\n${astToString(ast)}`;
}
