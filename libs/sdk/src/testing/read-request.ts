import {
  operationRules,
  type OperationRule,
  type ParameterRule,
  type Schema,
} from '../generated/contract-rules.ts';
import { check } from './check-schema.ts';
import type { FakeRequest } from './operation.ts';
import { FakeProblem, validationFailed, wrongInBody, type FieldError } from './refusal.ts';

const routes = operationRules.map((rule) => ({
  rule,
  names: [...rule.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name),
  pattern: new RegExp(`^${rule.path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '([^/]+)')}$`),
}));

/**
 * Finds the operation for a method and a path, and the path's parameters. Throws `not_found` or `method_not_allowed`.
 */
export function routeOf(
  method: string,
  path: string,
): { rule: OperationRule; params: Record<string, string> } {
  // The path with the fewest parameters wins: `credit` in /transactions/credit is not the id of a transaction.
  const found = routes
    .filter(({ pattern }) => pattern.test(path))
    .sort((a, b) => a.names.length - b.names.length);
  const literal = found.filter(({ names }) => names.length === found[0]?.names.length);
  const route = literal.find(({ rule }) => rule.method === method);
  if (route) {
    const values = (route.pattern.exec(path) ?? []).slice(1).map(decodeURIComponent);
    return {
      rule: route.rule,
      params: Object.fromEntries(route.names.map((name, at) => [name, values[at] ?? ''])),
    };
  }
  if (found.length === 0) throw new FakeProblem('not_found');
  const allow = literal.map(({ rule }) => rule.method).join(', ');
  throw new FakeProblem('method_not_allowed', `This path knows ${allow}.`, { headers: { allow } });
}

/** Reads a request as the contract describes it, and fills in defaults. Throws a problem that names what is wrong. */
export async function readRequest(
  request: Request,
  { rule, params }: { rule: OperationRule; params: Record<string, string> },
): Promise<Omit<FakeRequest, 'actor'>> {
  const { id: operation, body: bodyRule, inPath, inQuery } = rule;
  const body = bodyRule ? await readBody(request, bodyRule.required) : undefined;
  refuse(flawsOf(inPath, params, 'path'), inPath);
  const query = readQuery(new URL(request.url).searchParams, inQuery);
  const { headers } = request;
  const flaws = [
    ...flawsOf(inQuery, query, 'query'),
    ...flawsOfKey(rule, headers.get('idempotency-key')),
    ...(bodyRule ? check(bodyRule.schema, body).map((flaw): FieldError => ({ in: 'body', ...flaw })) : []),
  ];
  refuse(flaws, inQuery);
  const accept = headers.get('accept') ?? '';
  const mediaType = ['text/csv', 'text/html'].find((type) => accept.includes(type)) ?? 'application/json';
  return { operation, params, query, body, headers, accept: mediaType };
}

async function readBody(request: Request, required: boolean): Promise<unknown> {
  const text = await request.text();
  if (text === '') {
    if (required) throw wrongInBody('', 'is required');
    return {};
  }
  const mediaType = request.headers.get('content-type')?.split(';')[0]?.trim();
  if (mediaType !== 'application/json') throw new FakeProblem('unsupported_media_type');
  try {
    const body: unknown = JSON.parse(text);
    return body;
  } catch {
    throw new FakeProblem('malformed_json');
  }
}

/**
 * Reads the query: lists repeat their name, objects add keys to it. Integers and booleans are converted as in the
 * contract.
 */
function readQuery(search: URLSearchParams, rules: readonly ParameterRule[]): Record<string, unknown> {
  const query: Record<string, unknown> = {};
  const typeOf = (name: string) => rules.find((rule) => rule.name === name)?.schema.type;
  for (const [name, value] of search) {
    const [, whole, key] = /^([^[]+)\[(.*)\]$/s.exec(name) ?? [];
    if (whole !== undefined && key !== undefined) {
      const known = query[whole];
      query[whole] = { ...(typeof known === 'object' && known), [key]: value };
    } else if (typeOf(name) === 'array') {
      const known: unknown = query[name];
      query[name] = [...(Array.isArray(known) ? known : []), value];
    } else {
      query[name] = typed(value, rules.find((rule) => rule.name === name)?.schema);
    }
  }
  return query;
}

function typed(value: string, schema: Schema | undefined): unknown {
  const type = schema?.$ref?.endsWith('/Amount') ? 'integer' : schema?.type;
  if (type === 'integer' && /^-?(0|[1-9]\d{0,14})$/.test(value)) return Number(value);
  if (type === 'boolean' && (value === 'true' || value === 'false')) return value === 'true';
  return value;
}

function flawsOf(rules: readonly ParameterRule[], values: object, place: FieldError['in']): FieldError[] {
  const schema = {
    type: 'object',
    properties: Object.fromEntries(rules.map((rule) => [rule.name, rule.schema])),
    required: rules.filter(({ required }) => required).map(({ name }) => name),
    additionalProperties: false,
  };
  return check(schema, values).map((flaw) => ({ in: place, ...flaw }));
}

function flawsOfKey({ headers }: OperationRule, key: string | null): FieldError[] {
  if (key === null || !headers.includes('Idempotency-Key') || /^[!-~]{1,255}$/.test(key)) return [];
  const message = 'must be 1 to 255 visible ASCII characters';
  return [{ in: 'header', pointer: '/Idempotency-Key', message }];
}

function refuse(flaws: readonly FieldError[], rules: readonly ParameterRule[]): void {
  for (const { name, whenInvalid } of rules) {
    const wrong = flaws.find(({ pointer }) => pointer === `/${name}`);
    if (!wrong || !whenInvalid) continue;
    throw wrong.in === 'path' ? validationFailed([...flaws], whenInvalid) : new FakeProblem(whenInvalid);
  }
  if (flaws.length > 0) throw validationFailed([...flaws]);
}
