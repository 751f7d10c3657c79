import type { FastifyRequest } from 'fastify';

/** On whose behalf a request comes, and what it may do. */
export type Principal = { tenantId: string; credentialId: string; scopes: ReadonlySet<string> };

/** Says who is asking, or throws Problem('unauthenticated'). */
export type Authenticate = (request: FastifyRequest) => Principal | Promise<Principal>;
