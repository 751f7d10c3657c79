import type { FastifyInstance } from 'fastify';

/**
 * How many connections the kernel keeps for a process that has not come to accept them yet; it may allow fewer
 * (`net.core.somaxconn`, 4096). Node asks for 511, which a crowd fills while the process is busy for a fifth of a second:
 * who comes then tries again a second later, or is answered with a reset.
 */
const backlog = 4096;

/** Lets a door listen, and resolves to its URL. Port 0 takes one that is free. */
export function listen(
  door: FastifyInstance,
  { HOST, PORT }: { HOST: string; PORT: number },
): Promise<string> {
  return door.listen({ host: HOST, port: PORT, backlog });
}
