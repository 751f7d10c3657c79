import type { FastifyRequest } from 'fastify';
import type { Operation } from './contract/operation.ts';
import type { Authenticate } from './principal.ts';
import { Problem } from './problem.ts';

/** The hook that runs before the body is read: who is asking, and do they have the operation's scopes? */
export function createAuthorization(operation: Operation, authenticate: Authenticate) {
  const scopes = operation.scopes ?? [];
  return async (request: FastifyRequest): Promise<void> => {
    const principal = await authenticate(request);
    for (const scope of scopes) {
      if (!principal.scopes.has(scope)) {
        throw new Problem('forbidden', { detail: `This key lacks the scope ${scope}.` });
      }
    }
    request.principal = principal;
  };
}
