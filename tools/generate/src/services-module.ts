import type { ContractDocument } from './contract-document.ts';
import { generatedHeader } from './generated-header.ts';

/** The operations of each app, and all scopes. */
export function servicesModule(contract: ContractDocument): string {
  const operations = Object.values(contract.paths).flatMap((path) => Object.values(path));
  const names = [...new Set(operations.map((operation) => operation['x-served-by']))];
  const scopes = operations.flatMap(({ security }) => security.flatMap((way) => Object.values(way).flat()));
  const services = names.map((service) => {
    const served = operations.filter(
      (each) => each['x-served-by'] === service || each['x-also-served-by']?.includes(service),
    );
    return `  ${service}: [${served.map(({ operationId }) => `'${operationId}'`).join(', ')}],`;
  });
  const open = operations.filter(({ security }) => security.length === 0);
  return [
    `// ${generatedHeader}`,
    '',
    '/** The operations of each app; those of `operations` are served by all of them. */',
    'export const operationsByService = {',
    ...services,
    '} as const;',
    '',
    '/** The operations that need no key and no token. */',
    `export const openOperations = [${open.map(({ operationId }) => `'${operationId}'`).join(', ')}] as const;`,
    '',
    '/** Every scope that an operation requires. */',
    `export const scopes = [${[...new Set(scopes)]
      .sort()
      .map((scope) => `'${scope}'`)
      .join(', ')}] as const;`,
    '',
  ].join('\n');
}
