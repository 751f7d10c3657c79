import type { problemCodes } from '@florin/http';
import type { FieldScope } from '@florin/rules';
import { generatedHeader } from './generated-header.ts';

type Json = Record<string, unknown>;
type Parameter = { name: string; in: string; required?: boolean; schema: Json; 'x-when-invalid'?: string };
type OperationObject = {
  operationId: string;
  'x-served-by': string;
  'x-field-scopes'?: FieldScope[];
  security?: Record<string, string[]>[];
  parameters?: (Parameter | { $ref: string })[];
  requestBody?: { required?: boolean; content: Record<string, { schema: Json }> };
};
type Contract = {
  paths: Record<string, Record<string, OperationObject>>;
  components: { parameters: Record<string, Parameter>; schemas: Record<string, Json> };
};

/** Keywords for people and documents, which a check of requests does not need. */
const forPeople = new Set(['description', 'examples', 'title', 'externalDocs']);

/**
 * The rules that the SDK's testing kit checks requests by: every operation with its parameters and its body's schema, the
 * referenced schemas, and the problems' statuses and titles. The fake bank refuses what the contract refuses.
 */
export function contractRules(document: unknown, problems: typeof problemCodes): string {
  const contract = document as Contract;
  const operations = Object.entries(contract.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ruleOf(contract, path, method, operation)),
  );
  const schemas = schemasNamedIn(operations, contract.components.schemas);
  const answers = Object.fromEntries(
    Object.entries(problems).map(([code, entry]) => {
      const { status, title, detail } = entry;
      const waits = 'retryAfterSeconds' in entry ? { retryAfterSeconds: entry.retryAfterSeconds } : {};
      return [code, { status, title, detail, ...waits }];
    }),
  );
  return [
    `// ${generatedHeader}\n\nimport type { FieldScope } from '@florin/rules';\nimport type { components } from './openapi.ts';`,
    exported('operationRules', 'readonly OperationRule[]', operations),
    exported('schemas', 'Readonly<Record<string, Schema>>', schemas),
    exported('problemAnswers', 'Readonly<Record<string, ProblemAnswer>>', answers),
    typesOfRules,
  ].join('\n\n');
}

const typesOfRules = `/** The keywords that lead to other schemas by their types, and all others unread. */
export type Schema = {
  readonly [keyword: string]: unknown;
  $ref?: string;
  type?: string | readonly string[];
  properties?: Readonly<Record<string, Schema>>;
  required?: readonly string[];
  additionalProperties?: boolean | Schema;
  propertyNames?: Schema;
  items?: Schema;
  oneOf?: readonly Schema[];
  discriminator?: { propertyName: string; mapping?: object };
};
type ProblemCode = components['schemas']['Problem']['code'];
export type ParameterRule = { name: string; required: boolean; schema: Schema; whenInvalid?: ProblemCode };
export type OperationRule = {
  id: string;
  method: string;
  path: string;
  servedBy: string;
  /** The key needs one of these. */
  scopes: readonly string[];
  fieldScopes?: readonly FieldScope[];
  headers: readonly string[];
  inPath: readonly ParameterRule[];
  inQuery: readonly ParameterRule[];
  body?: { required: boolean; schema: Schema };
};
export type ProblemAnswer = { status: number; title: string; detail: string; retryAfterSeconds?: number };
`;

function exported(name: string, type: string, value: unknown): string {
  return `export const ${name}: ${type} = ${JSON.stringify(value, null, 1)};`;
}

function ruleOf(contract: Contract, path: string, method: string, operation: OperationObject) {
  const parameters = (operation.parameters ?? []).map((each) => {
    if (!('$ref' in each)) return each;
    const parameter = contract.components.parameters[each.$ref.split('/').at(-1) ?? ''];
    if (!parameter) throw new Error(`The contract has no ${each.$ref}.`);
    return parameter;
  });
  const inside = (place: string) => parameters.filter((each) => each.in === place);
  const body = operation.requestBody;
  const json = body?.content['application/json'];
  return {
    id: operation.operationId,
    method: method.toUpperCase(),
    path,
    servedBy: operation['x-served-by'],
    scopes: (operation.security ?? []).flatMap(({ bearer }) => bearer ?? []),
    ...(operation['x-field-scopes'] && { fieldScopes: operation['x-field-scopes'] }),
    headers: inside('header').map(({ name }) => name),
    inPath: inside('path').map(parameterRule),
    inQuery: inside('query').map(parameterRule),
    ...(json && { body: { required: body?.required ?? false, schema: terse(json.schema) } }),
  };
}

function parameterRule({ name, required = false, schema, ...more }: Parameter) {
  const whenInvalid = more['x-when-invalid'];
  return { name, required, schema: terse(schema), ...(whenInvalid && { whenInvalid }) };
}

/** The referenced schemas, and those that they refer to. */
function schemasNamedIn(value: unknown, all: Record<string, Json>): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  const visit = (inside: unknown) => {
    for (const [, name] of JSON.stringify(inside).matchAll(/#\/components\/schemas\/(\w+)/g)) {
      if (name === undefined || name in found) continue;
      found[name] = terse(all[name]);
      visit(found[name]);
    }
  };
  visit(value);
  return Object.fromEntries(Object.entries(found).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The schema without keywords for people. Properties with such a name stay. */
function terse(schema: unknown, isProperties = false): unknown {
  if (Array.isArray(schema)) return schema.map((each) => terse(each));
  if (typeof schema !== 'object' || schema === null) return schema;
  const kept = Object.entries(schema).filter(([name]) => isProperties || !forPeople.has(name));
  return Object.fromEntries(
    kept.map(([name, value]) => [name, terse(value, name === 'properties' && !isProperties)]),
  );
}
