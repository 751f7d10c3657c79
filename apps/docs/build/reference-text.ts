import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { root } from './pages.ts';

type Parameter = { $ref?: string; name?: string; description?: string };
type Operation = {
  operationId: string;
  summary: string;
  description?: string;
  tags: string[];
  parameters?: Parameter[];
  security?: Record<string, string[]>[];
  responses: Record<string, { $ref?: string; description?: string }>;
};
type Contract = {
  info: { title: string; description: string };
  tags: { name: string; description: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: Record<string, Record<string, Parameter>>;
};

/** An operation, and where the reference shows it. */
type Entry = Operation & { method: string; path: string; anchor: string };
type Tag = { name: string; description: string; anchor: string; entries: Entry[] };
export type Reference = { description: string; tags: Tag[]; parameterOf(given: Parameter): Parameter };

/** The operations of openapi.yaml by tag, with the anchors that Scalar gives them. */
export function readReference(): Reference {
  const contract: Contract = parse(readFileSync(join(root, 'openapi.yaml'), 'utf8'));
  const tags = contract.tags.map(({ name, description }) => {
    const anchor = `tag/${name.toLowerCase().replaceAll(' ', '-')}`;
    return { name, description, anchor, entries: entriesOf(contract, name, anchor) };
  });
  const parameterOf = (given: Parameter) => resolve(contract, given);
  return { description: contract.info.description, tags, parameterOf };
}

function entriesOf({ paths }: Contract, tag: string, anchor: string): Entry[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, operation]) => operation.operationId !== undefined && operation.tags[0] === tag)
      .map(([key, operation]) => {
        const method = key.toUpperCase();
        return { ...operation, method, path, anchor: `${anchor}/${method}${path}` };
      }),
  );
}

function resolve({ components }: Contract, given: Parameter): Parameter {
  const [, , kind = '', name = ''] = given.$ref?.split('/') ?? [];
  return given.$ref === undefined ? given : (components[kind]?.[name] ?? given);
}

/**
 * The reference as Markdown: for programs, for the search, and for browsers without JavaScript. With it, Scalar shows the same
 * operations at the same anchors.
 */
export function referenceText({ description, tags, parameterOf }: Reference, withAnchors: boolean): string {
  const heading = (level: string, words: string, anchor: string) =>
    `${level} ${words}${withAnchors ? ` %{#${anchor}}%` : ''}`;
  const operation = (entry: Entry) => [
    heading('###', entry.summary, entry.anchor),
    `\`${entry.method} ${entry.path}\` (\`${entry.operationId}\`)${scopeOf(entry)}`,
    ...(entry.description ? [entry.description.trim()] : []),
    ...parametersOf(entry, parameterOf),
  ];
  return [
    '# API reference',
    `The contract itself is at [/openapi.json](/openapi.json)${withAnchors ? '%{target="_self"}%' : ''}.`,
    description.trim(),
    ...tags.flatMap((tag) => [
      heading('##', tag.name, tag.anchor),
      tag.description,
      ...tag.entries.flatMap(operation),
    ]),
    '',
  ].join('\n\n');
}

function scopeOf({ security = [] }: Entry): string {
  const scopes = [...new Set(security.flatMap((each) => Object.values(each).flat()))];
  return scopes.length === 0 ? '' : `, scope ${scopes.map((scope) => `\`${scope}\``).join(', ')}`;
}

function parametersOf(entry: Entry, parameterOf: Reference['parameterOf']): string[] {
  const lines = (entry.parameters ?? []).map(parameterOf).map(({ name, description = '' }) => {
    const words = description.trim().replaceAll(/\s+/g, ' ');
    return `- \`${name}\`${words ? `: ${words}` : ''}`;
  });
  return lines.length === 0 ? [] : [lines.join('\n')];
}
