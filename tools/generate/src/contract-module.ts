import { generatedHeader } from './generated-header.ts';

/** The whole contract as a module, so that an HTTP server needs no YAML parser and no further file. */
export function contractModule(contract: unknown): string {
  return `// ${generatedHeader}\n\nexport const contract: object = ${JSON.stringify(contract, null, 2)};\n`;
}
