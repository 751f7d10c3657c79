import { idFromUuid, idToUuid, newId, readOneRow, runParameterized, type UnitOfWork } from '@florin/database';
import { lockEndpoint, timeText } from './endpoint-store.ts';
import type { RequestName } from './idempotency.ts';
import { newWebhookSecret, type SecretSeal } from './sealed-secrets.ts';

/** A secret as it is shown once, when it is created. */
export type ShownSecret = { id: string; secret: string; created_at: string; expires_at: string | null };

/** A secret as the sender loads it. The id is a bare UUID. */
export type SealedSecret = { id: string; sealed: Buffer };

/** What `signingSecrets` selects. */
export type SecretsRow = { secrets: { id: string; sealed: string }[] | null };

/** SQL that selects, as `secrets`, those that sign for an endpoint now, newest first. */
export const signingSecrets = (endpointId: string): string => `
  (select json_agg(json_build_object('id', s.id, 'sealed', encode(s.sealed, 'base64')) order by s.id desc)
     from notifications.webhook_secrets s
    where s.endpoint_id = ${endpointId} and (s.expires_at is null or s.expires_at > now())) as secrets`;

/** The secrets of a row with `signingSecrets`. */
export const sealedSecrets = ({ secrets }: SecretsRow): SealedSecret[] =>
  (secrets ?? []).map(({ id, sealed }) => ({ id, sealed: Buffer.from(sealed, 'base64') }));

type SecretRow = {
  id: string;
  sealed: string;
  created_at: string;
  expires_at: string | null;
  fingerprint: string | null;
};

const columns = `id, encode(sealed, 'base64') as sealed, ${timeText('created_at')} as created_at,
  ${timeText('expires_at')} as expires_at, fingerprint`;

/** Creates a secret for an endpoint, whose id is prefixed. */
export async function insertSecret(
  unit: UnitOfWork,
  seal: SecretSeal,
  { endpointId, request }: { endpointId: string; request: RequestName | undefined },
): Promise<ShownSecret> {
  const secret = newWebhookSecret();
  const uuid = idToUuid(newId('whs'));
  const row = await readOneRow<SecretRow>(
    unit,
    `insert into notifications.webhook_secrets (id, endpoint_id, sealed, idempotency_key, fingerprint)
     values ($1, $2, $3, $4, $5) returning ${columns}`,
    [uuid, idToUuid(endpointId), seal.seal(secret, uuid), request?.key ?? null, request?.fingerprint ?? null],
  );
  return shown(row, seal);
}

/** The secret that an earlier request with this idempotency key created, and the fingerprint of that request. */
export async function findSecretByRequest(
  unit: UnitOfWork,
  seal: SecretSeal,
  { endpointId, key }: { endpointId: string; key: string },
): Promise<{ secret: ShownSecret; fingerprint: string } | undefined> {
  const [row] = await runParameterized<SecretRow>(
    unit,
    `select ${columns} from notifications.webhook_secrets where endpoint_id = $1 and idempotency_key = $2`,
    [idToUuid(endpointId), key],
  );
  return row && { secret: shown(row, seal), fingerprint: row.fingerprint ?? '' };
}

/** The first secret of an endpoint; undefined if it was deleted. */
export async function findFirstSecret(
  unit: UnitOfWork,
  seal: SecretSeal,
  endpointId: string,
): Promise<ShownSecret | undefined> {
  const [row] = await runParameterized<SecretRow>(
    unit,
    `select ${columns} from notifications.webhook_secrets where endpoint_id = $1 order by id limit 1`,
    [idToUuid(endpointId)],
  );
  return row && shown(row, seal);
}

/** Lets all secrets of an endpoint expire in `seconds` at the latest. */
export async function endSecretsWithin(unit: UnitOfWork, endpointId: string, seconds: number): Promise<void> {
  await runParameterized(
    unit,
    `update notifications.webhook_secrets
        set expires_at = least(expires_at, now() + make_interval(secs => $2))
      where endpoint_id = $1`,
    [idToUuid(endpointId), seconds],
  );
}

export async function deleteSecret(
  unit: UnitOfWork,
  { endpointId, id }: { endpointId: string; id: string },
): Promise<void> {
  await runParameterized(
    unit,
    `delete from notifications.webhook_secrets where endpoint_id = $1 and id = $2`,
    [idToUuid(endpointId), idToUuid(id)],
  );
}

/** Locks the endpoint and returns the ids of its secrets that have not expired. */
export async function activeSecrets(unit: UnitOfWork, endpointId: string): Promise<string[]> {
  await lockEndpoint(unit, endpointId);
  const rows = await runParameterized<{ id: string }>(
    unit,
    `select id from notifications.webhook_secrets
      where endpoint_id = $1 and (expires_at is null or expires_at > now())`,
    [idToUuid(endpointId)],
  );
  return rows.map(({ id }) => idFromUuid('whs', id));
}

function shown({ id, sealed, created_at, expires_at }: SecretRow, seal: SecretSeal): ShownSecret {
  const secret = seal.open(Buffer.from(sealed, 'base64'), id);
  return { id: idFromUuid('whs', id), secret, created_at, expires_at };
}
