import { idToUuid, runParameterized } from '@florin/database';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { type AccountTerms, actorRecord, openingTerms, recordedTerms } from '@florin/rules';
import type { Account } from '../entities/account.ts';
import type { RequestContext } from '../posting/command.ts';

const record = `
  insert into ledger.account_changes (tenant_id, account_id, account_version, before, after, request_id, changed_at,
    actor_id, token_id, server_request_id, address, on_behalf_of)
  values ($1, $2, $3, $4::jsonb, $5::jsonb, $6, $7, $8, $9, $10, $11, $12)`;

type Change = { before: Partial<AccountTerms>; after: Partial<AccountTerms> };

/** Records a change of an account's terms in the unit of work that makes it, with its actor. */
export async function recordChange(
  em: SqlEntityManager,
  account: Account,
  { before, after }: Change,
  { requestId, actor }: Pick<RequestContext, 'requestId' | 'actor'>,
): Promise<void> {
  const terms = [before, after].map((each) => JSON.stringify(recordedTerms(each)));
  const { actorId, tokenId, serverRequestId, address, onBehalfOf } = actorRecord(actor);
  const ids = [account.tenantId, account.id].map(idToUuid);
  const by = [actorId, tokenId, serverRequestId, address, onBehalfOf];
  await runParameterized(em, record, [
    ...[...ids, account.version, ...terms, requestId, account.updatedAt],
    ...by,
  ]);
}

/** Records that an account was opened: a change from nothing to its terms, without those that are not set. */
export function recordOpening(
  em: SqlEntityManager,
  account: Account,
  context: Pick<RequestContext, 'requestId' | 'actor'>,
): Promise<void> {
  return recordChange(em, account, { before: {}, after: openingTerms(account) }, context);
}
