import type { KeyRequest } from '@florin/access';
import { validationFailed, type Principal } from '@florin/http';

type AskedForKeys = { principal: Principal; idempotencyKey: string | undefined; requestId: string };

/** Who wants to change a tenant's keys. */
export function keyRequestOf({ principal, idempotencyKey, requestId }: AskedForKeys): KeyRequest {
  const { tenantId, credentialId: askingKeyId, scopes } = principal;
  return { tenantId, askingKeyId, scopes, requestId, idempotencyKey };
}

/** When a new key is to end, null for never. Throws unless it is in the future. */
export function keyEndOf({ expires_at }: { expires_at?: string }): Date | null {
  if (expires_at === undefined) return null;
  const end = new Date(expires_at);
  if (end.getTime() > Date.now()) return end;
  throw validationFailed([{ in: 'body', pointer: '/expires_at', message: 'must be in the future' }]);
}
