import { stringify } from 'yaml';
import { generatedFromEvents } from './generated-header.ts';

/** The contract for Kafka as a YAML file, for people and tools. */
export function asyncApiYaml(document: object): string {
  const text = stringify(document, { aliasDuplicateObjects: false, lineWidth: 0, blockQuote: 'literal' });
  return `# ${generatedFromEvents}\n${text}`;
}

/** The same as a module, so that the API's HTTP server needs no YAML parser and no further file. */
export function eventsModule(document: object): string {
  return `// ${generatedFromEvents}\n\nexport const eventsContract: object = ${JSON.stringify(document, null, 2)};\n`;
}
