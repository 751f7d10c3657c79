import type { FieldScope } from '@florin/rules';
import { contract } from '../generated/contract.ts';
import { isRecord } from '../request/is-record.ts';

export type JsonSchema = Record<string, unknown>;

export type Parameter = {
  name: string;
  in: 'path' | 'query' | 'header';
  required: boolean;
  schema: JsonSchema;
  /** The problem code of an invalid value, instead of `validation_failed`. */
  whenInvalid?: string;
};

/** An operation of the contract with resolved references. */
export type Operation = {
  id: string;
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** In the notation of Fastify: `/accounts/:id`. */
  url: string;
  /** Matches paths of the operation, with valid or invalid ids. */
  pathPattern: RegExp;
  servedBy: string;
  /** Apps that serve their part of it to the app that serves it to clients. */
  alsoServedBy: readonly string[];
  /** Whether the contract gives it a server of its own: it is then served on the metrics port only. */
  onMetricsPort: boolean;
  /** The caller needs one of these; none if the list is empty. Undefined when the operation is open to everyone. */
  scopes: string[] | undefined;
  /** What fields of the body need, in addition to one of `scopes`. */
  fieldScopes: readonly FieldScope[];
  parameters: Parameter[];
  body: { required: boolean; schema: JsonSchema } | undefined;
  /** Its body is a form that its handler validates, because OAuth defines its own errors for it. */
  takesForm: boolean;
  /** Replaces the server's limit for bodies. */
  maxBodyBytes?: number;
  /** The JSON schemas of its answers by status, without problems. */
  answers: Record<number, JsonSchema>;
  /** The media types of a success, the default first. */
  mediaTypes: string[];
};

type MediaTypes = Record<string, { schema: JsonSchema }>;
type OperationObject = {
  operationId: string;
  'x-served-by': string;
  'x-also-served-by'?: string[];
  'x-max-body-bytes'?: number;
  'x-field-scopes'?: FieldScope[];
  servers?: object[];
  security: Record<string, string[]>[];
  parameters?: {
    name: string;
    in: Parameter['in'];
    required?: boolean;
    schema: JsonSchema;
    'x-when-invalid'?: string;
  }[];
  requestBody?: { required?: boolean; content: MediaTypes };
  responses: Record<string, { content?: MediaTypes }>;
};
type Document = { paths: Record<string, Record<string, OperationObject>> };

export const formMediaType = 'application/x-www-form-urlencoded';

/** Every operation of the contract, in the order of the contract. */
export const readOperations = (): readonly Operation[] => (operations ??= operationsOf(contract));

let operations: readonly Operation[] | undefined;

function operationsOf(document: object): Operation[] {
  const { paths } = dereference(document, document, new Map()) as Document;
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => toOperation(path, method, operation)),
  );
}

function toOperation(path: string, method: string, operation: OperationObject): Operation {
  return {
    id: operation.operationId,
    method: method.toUpperCase() as Operation['method'],
    url: path.replace(/\{(\w+)\}/g, ':$1'),
    pathPattern: new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`),
    servedBy: operation['x-served-by'],
    alsoServedBy: operation['x-also-served-by'] ?? [],
    onMetricsPort: operation.servers !== undefined,
    scopes: scopesOf(operation),
    fieldScopes: operation['x-field-scopes'] ?? [],
    parameters: (operation.parameters ?? []).map((parameter) => ({
      name: parameter.name,
      in: parameter.in,
      required: parameter.required ?? false,
      schema: parameter.schema,
      ...(parameter['x-when-invalid'] ? { whenInvalid: parameter['x-when-invalid'] } : {}),
    })),
    body: bodyOf(operation),
    takesForm: formMediaType in (operation.requestBody?.content ?? {}),
    ...(operation['x-max-body-bytes'] ? { maxBodyBytes: operation['x-max-body-bytes'] } : {}),
    answers: answersOf(operation),
    mediaTypes: Object.keys(operation.responses['200']?.content ?? {}),
  };
}

/** The scopes of the bearer scheme's alternatives. The other schemes have the same ones. */
function scopesOf({ operationId, security }: OperationObject): string[] | undefined {
  const alternatives = security.flatMap(({ bearer }) => (bearer ? [bearer] : []));
  if (security.length === 0) return undefined;
  if (alternatives.length === 0 || alternatives.some(({ length }) => length > 1)) {
    throw new TypeError(`${operationId} needs several scopes at once, which x-field-scopes expresses`);
  }
  return alternatives.flat();
}

function bodyOf({ requestBody }: OperationObject): Operation['body'] {
  const schema = requestBody?.content['application/json']?.schema;
  return schema && { required: requestBody?.required ?? false, schema };
}

function answersOf({ responses }: OperationObject): Operation['answers'] {
  const answers: Operation['answers'] = {};
  for (const [status, { content }] of Object.entries(responses)) {
    const schema = content?.['application/json']?.schema;
    if (schema) answers[Number(status)] = schema;
  }
  return answers;
}

/** Replaces each `$ref` by what it points at, once a reference; what stands beside a `$ref` wins. The contract has no cycles. */
function dereference(node: unknown, document: object, known: Map<string, object>): unknown {
  if (Array.isArray(node)) return node.map((item) => dereference(item, document, known));
  if (typeof node !== 'object' || node === null) return node;
  const { $ref, ...own }: { $ref?: string } = node;
  const entries = Object.entries(own).map(([key, value]): [string, unknown] => [
    key,
    dereference(value, document, known),
  ]);
  const resolved: { mapping?: unknown; propertyName?: unknown } = Object.fromEntries(entries);
  // Each schema of a discriminator declares its value itself. The validator does not support a mapping.
  if (resolved.propertyName !== undefined) delete resolved.mapping;
  if ($ref === undefined) return resolved;
  let target = known.get($ref);
  if (target === undefined) {
    target = dereference(follow($ref, document), document, known) as object;
    known.set($ref, target);
  }
  return entries.length === 0 ? target : { ...target, ...resolved };
}

function follow(reference: string, document: object): unknown {
  const steps = reference.replace(/^#\//, '').split('/');
  return steps.reduce<unknown>((node, step) => (isRecord(node) ? node[step] : undefined), document);
}
