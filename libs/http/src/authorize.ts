import type { FastifyRequest } from 'fastify';
import type { Operation } from './contract/operation.ts';
import type { Authenticate } from './principal.ts';
import { Problem } from './problem.ts';
import type { RunningRequests } from './running-requests.ts';

/** The hook that runs before the body is read: who is asking, do they have the operation's scopes, and is there space? */
export function createAuthorization(
  operation: Operation,
  authenticate: Authenticate,
  running: RunningRequests,
) {
  const scopes = operation.scopes ?? [];
  return async (request: FastifyRequest): Promise<void> => {
    const principal = await authenticate(request);
    for (const scope of scopes) {
      if (!principal.scopes.has(scope)) {
        throw new Problem('forbidden', { detail: `This key lacks the scope ${scope}.` });
      }
    }
    request.principal = principal;
    running.check(principal.tenantId);
  };
}
