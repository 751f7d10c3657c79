import { contract } from '../generated/contract.ts';
import type { JsonSchema, Operation, Parameter } from './operation.ts';

type MediaTypes = Record<string, { schema: JsonSchema }>;
type OperationObject = {
  operationId: string;
  'x-served-by': string;
  'x-max-body-bytes'?: number;
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

/** Every operation of the contract, in its order. */
export function readOperations(document: object = contract): Operation[] {
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
    onMetricsPort: operation.servers !== undefined,
    scopes: operation.security[0] && Object.values(operation.security[0]).flat(),
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
  const { $ref, ...own } = node as { $ref?: string };
  const entries = Object.entries(own).map(([key, value]) => [key, dereference(value, document, known)]);
  const resolved = Object.fromEntries(entries) as { mapping?: unknown; propertyName?: unknown };
  // Of a discriminator: the kinds say themselves which value is theirs, and the validator takes no other word for it.
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
  return steps.reduce<unknown>((node, step) => (node as Record<string, unknown>)[step], document);
}
