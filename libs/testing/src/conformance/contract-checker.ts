import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import { parse } from 'yaml';

type Answers = Record<string, { $ref?: string; content?: Record<string, object> }>;
type Contract = { paths: Record<string, Record<string, { operationId: string; responses: Answers }>> };

const contractFile = new URL('../../../../openapi.yaml', import.meta.url);
const contractId = 'contract';

/** Holds JSON answers against `openapi.yaml`. Throws what is wrong; an answer that the contract does not have is wrong. */
export function createContractChecker(): (method: string, path: string, answer: Answer) => string {
  const contract = parse(readFileSync(contractFile, 'utf8')) as Contract;
  const ajv = new Ajv2020({ strict: false, allErrors: true, formats: fullFormats });
  ajv.addSchema(contract, contractId);
  const compiled = new Map<string, ValidateFunction>();
  const routes = routesOf(contract);
  return (method, path, { status, mediaType, body }) => {
    const route = routes.find((each) => each.method === method && each.pattern.test(path));
    if (!route) {
      if (status === 404 || status === 405) return `${method} of nothing`;
      throw new Error(`${method} ${path} is not in the contract.`);
    }
    const { responses, pointer, operationId } = route;
    const kind = String(status) in responses ? String(status) : 'default';
    const { $ref } = responses[kind]!;
    const at = $ref ?? `${pointer}/responses/${kind}`;
    const schema = `${contractId}${at}/content/${mediaType.replaceAll('/', '~1')}/schema`;
    const validate = compiled.get(schema) ?? ajv.compile({ $ref: schema });
    compiled.set(schema, validate);
    if (validate(body)) return operationId;
    throw new Error(
      `${operationId} ${status}: ${ajv.errorsText(validate.errors)} in ${JSON.stringify(body)}`,
    );
  };
}

export type Answer = { status: number; mediaType: string; body: unknown };

function routesOf({ paths }: Contract) {
  const routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId, responses }]) => ({
      operationId,
      responses,
      method: method.toUpperCase(),
      parameters: path.split('{').length,
      pattern: new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`),
      pointer: `#/paths/${path.replaceAll('/', '~1')}/${method}`,
    })),
  );
  // A path without parameters comes before one that would take its word for an id.
  return routes.sort((a, b) => a.parameters - b.parameters);
}
