import { isIP } from 'node:net';
import type { Actor } from '@florin/rules';
import type { FastifyRequest } from 'fastify';
import type { Principal } from '../authentication.ts';
import { correlationIdFrom } from './headers.ts';

/** Who makes the request: what the API has said, or else the credential that was sent, from the connection's address. */
export function actorOf(request: FastifyRequest, principal: Principal): Actor {
  return (
    principal.actor ?? {
      type: 'api_key',
      id: principal.credentialId,
      tokenId: principal.tokenId ?? null,
      requestId: request.id,
      correlationId: correlationIdFrom(request.headers),
      address: plainAddress(request.ip),
      onBehalfOf: null,
    }
  );
}

/** The IP address as PostgreSQL reads it; null for anything else, as a proxy may send. */
export function plainAddress(sent: string): string | null {
  const [withoutZone = ''] = sent.split('%');
  const plain = withoutZone.replace(/^::ffff:(?=\d+\.)/i, '');
  return isIP(plain) === 0 ? null : plain;
}
