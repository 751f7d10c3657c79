import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';

/*
 * Other languages' generators read the two contracts. The contracts avoid what generators do not read, or read differently:
 * an integer without a width is 32 bits in Java, Go, Kotlin and C#; a reference into another schema's properties, a default
 * beside a reference and a name that a generator itself makes up do not compile; a pattern with JavaScript's own syntax is
 * not portable. tools/foreign-clients generates the clients; this test finds such a fault in a second.
 */
type Node = Record<string, unknown>;
type Found = { path: string; node: Node };

const read = (name: string) =>
  parse(readFileSync(new URL(`../../../${name}`, import.meta.url), 'utf8')) as Node;
const contracts = ['openapi.yaml', 'asyncapi.yaml'].map((name) => ({ name, document: read(name) }));

/** Values of users, which may look like schemas. */
const holdsValues = new Set(['example', 'examples', 'default', 'const', 'enum', 'value']);

function everyObject(value: unknown, path = '', isNames = false): Found[] {
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.entries(value).flatMap(([name, each]) => {
    if (holdsValues.has(name) && !isNames) return [];
    return everyObject(each, `${path}/${name}`, name === 'properties' && !isNames);
  });
  return Array.isArray(value) || isNames ? inside : [{ path, node: value as Node }, ...inside];
}

const has = (type: unknown, wanted: string): boolean => [type].flat().includes(wanted);

function faultsIn(document: Node): string[] {
  const objects = everyObject(document);
  const components = ((document['components'] as Node)['schemas'] ?? {}) as Record<string, Node>;
  const schemas = Object.keys(components);
  return [
    ...objects.flatMap(({ path, node }) => faultsOfType(node).map((fault) => `${path}: ${fault}`)),
    ...objects.flatMap(({ path, node }) => faultsOfReference(node).map((fault) => `${path}: ${fault}`)),
    ...Object.entries(components).flatMap(([name, schema]) => faultsOfComponent(name, schema)),
    ...patternsIn(document).flatMap((pattern) => faultsOfPattern(pattern)),
    ...schemas.flatMap((name) => {
      const made = [`New${name}`, `Nullable${name}`, `${name}Api`].find((each) => schemas.includes(each));
      return made ? [`${made} beside ${name}`] : [];
    }),
  ];
}

function faultsOfType({ type, format, maximum, minimum, ...more }: Node): string[] {
  if (has(type, 'boolean') && ('const' in more || 'enum' in more)) return ['a list of values for a boolean'];
  if (has(type, 'number')) return ['a fraction, where money and counts are whole'];
  if (!has(type, 'integer')) return [];
  if (format === 'int64') return [];
  if (format !== 'int32') return ['an integer without a width'];
  const fits = typeof maximum === 'number' && maximum < 2 ** 31 && Number(minimum ?? 0) >= -(2 ** 31);
  return fits ? [] : ['int32, and no maximum that fits'];
}

function faultsOfReference(node: Node): string[] {
  const { $ref } = node;
  if (typeof $ref !== 'string') return [];
  const isComponent = /^#\/(components\/\w+\/\w+|channels\/\w+(\/messages\/\w+)?|servers\/\w+)$/.test($ref);
  const beside = Object.keys(node).filter((word) => word !== '$ref' && word !== 'description');
  return [
    ...(isComponent ? [] : [`a reference to ${$ref}, which is no component`]),
    // Java's generator writes a default that stands beside a reference into its code as it is: `currency = USD`.
    ...beside.map((word) => `${word} beside a reference`),
  ];
}

function faultsOfComponent(name: string, schema: Node): string[] {
  return '$ref' in schema ? [`${name} is another name for ${String(schema['$ref'])}`] : [];
}

function patternsIn(document: Node): string[] {
  const patterns = everyObject(document).flatMap(({ node }) => [
    ...(typeof node['pattern'] === 'string' ? [node['pattern']] : []),
    ...Object.keys((node['patternProperties'] as Node | undefined) ?? {}),
  ]);
  return [...new Set(patterns)].sort();
}

/** The syntax that JavaScript, Python, Java and Go's RE2 read alike: `\d`, `\s` and `\w` differ between them. */
function faultsOfPattern(pattern: string): string[] {
  const faults = [...pattern.matchAll(/\\(x[0-9A-F]{2}|[^\w\s])|\\(.)/gu)]
    .filter(([, , own]) => own !== undefined)
    .map(([escape]) => `${pattern}: ${escape} is not the same everywhere`);
  if (/\(\?/.test(pattern)) faults.push(`${pattern}: RE2 has no groups that begin with "(?"`);
  if (/[^\x20-\x7e]/.test(pattern)) faults.push(`${pattern}: holds what is not ASCII`);
  try {
    new RegExp(pattern, 'u');
  } catch (error) {
    faults.push(`${pattern}: ${String(error)}`);
  }
  return faults;
}

describe.each(contracts)('$name', ({ document }) => {
  test('says nothing that generators for other languages read wrongly', () => {
    expect(faultsIn(document)).toEqual([]);
  });
});

test("the HTTP contract's patterns fit an HTML form as well, which reads them in the stricter `v` mode", () => {
  for (const pattern of patternsIn(contracts[0]!.document)) {
    expect(() => new RegExp(pattern, 'v')).not.toThrow();
  }
});

const hasPython = spawnSync('python3', ['--version']).status === 0;
test("Python's re compiles every pattern", () => {
  if (!hasPython && !process.env['CI']) {
    process.stderr.write('Not tried: there is no python3 here.\n');
    return;
  }
  const patterns = contracts.flatMap(({ document }) => patternsIn(document));
  expect(patterns.length).toBeGreaterThan(15);
  const program = 'import json, re, sys; [re.compile(each) for each in json.load(sys.stdin)]';
  execFileSync('python3', ['-c', program], { input: JSON.stringify(patterns) });
});

describe('a contract is refused', () => {
  const schemas = (more: Node): Node => ({ components: { schemas: { Text: { type: 'string' }, ...more } } });
  test.each<[string, Node]>([
    ['with an integer of no width', { Sum: { type: ['integer', 'null'] } }],
    [
      'with one in a list inside of a property called default',
      { List: { properties: { default: { items: { type: 'integer' } } } } },
    ],
    ['with 32 bits for what may need more', { Sum: { type: 'integer', format: 'int32' } }],
    ['with a number that may have a fraction', { Sum: { type: 'number' } }],
    [
      'with a reference into properties',
      { Copy: { items: { $ref: '#/components/schemas/Text/properties/name' } } },
    ],
    ['with another name for a schema', { Copy: { $ref: '#/components/schemas/Text' } }],
    [
      'with a default beside a reference',
      { Box: { properties: { text: { $ref: '#/components/schemas/Text', default: 'x' } } } },
    ],
    ['with a boolean that is always true', { Done: { type: 'boolean', const: true } }],
    ['with a class of Unicode', { Word: { type: 'string', pattern: '^\\p{L}+$' } }],
    ['with an escape that Go does not know', { Word: { type: 'string', pattern: '^[^\\u0000]*$' } }],
    ['with a look ahead', { Word: { type: 'string', pattern: '^(?!x)[a-z]+$' } }],
    ['with a set that is another one in each language', { Word: { type: 'string', pattern: '^\\w+$' } }],
    ['with a name that generators make up', { NewText: { type: 'object' } }],
  ])('%s', (_name, more) => {
    expect(faultsIn(schemas({}))).toEqual([]);
    expect(faultsIn(schemas(more))).toHaveLength(1);
  });
});
