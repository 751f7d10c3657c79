import { idFromUuid, idToUuid, runParameterized, type Database } from '@florin/database';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import type { AccountLine, Metadata, TransactionType } from '@florin/rules';
import { readHistory } from './account-history.ts';
import { Conditions } from './conditions.ts';
import { changeOn, type OnSide, type Side } from './sides.ts';

/**
 * Selects the lines of an account from both sides, at most `limit` from the index of each. `account` and `limit` are names
 * of parameters, such as `$1`.
 */
export function selectLines(account: string, where: OnSide, order: string, limit: string): string {
  const selects = (['from', 'to'] as const).map(
    (side) => `(select ${columnsOn(side)} from ledger.transactions
      where ${side}_account_id = ${account} and ${where(side)} order by ${order} limit ${limit})`,
  );
  return selects.join(' union all ');
}

export async function readLines(
  em: SqlEntityManager,
  sql: string,
  values: readonly unknown[],
): Promise<AccountLine[]> {
  return (await runParameterized<LineRow>(em, sql, values)).map(toLine);
}

/** `createdFrom` is inclusive, `createdTo` is not. `below` is the last version of the page before. */
export type LineFilter = { createdFrom?: Date; createdTo?: Date; below?: number; limit: number };

/** All movements of the account, newest first, each with the balance after it. Throws `not_found`. */
export async function listAccountLines(
  database: Database,
  tenantId: string,
  accountId: string,
  { createdFrom = new Date(0), createdTo, below = Infinity, limit }: LineFilter,
): Promise<{ rows: AccountLine[]; next: number | undefined }> {
  return database.read(async (em) => {
    const moments = createdTo === undefined ? [createdFrom] : [createdFrom, createdTo];
    const { past, current } = await readHistory(em, tenantId, accountId, { moments, basis: 'posted' });
    const [from, to] = past;
    const values = new Conditions();
    const account = values.parameter(idToUuid(accountId));
    const above = values.parameter(from?.postedVersion ?? 0);
    const last = values.parameter(Math.min(to?.postedVersion ?? current.version, below - 1));
    const most = values.parameter(limit + 1);
    const between = (side: Side) =>
      `${side}_account_version > ${above} and ${side}_account_version <= ${last}`;
    const lines = selectLines(account, between, 'version desc', most);
    const sql = `select * from (${lines}) as lines order by version desc limit ${most}`;
    const found = await readLines(em, sql, values.values);
    const rows = found.slice(0, limit);
    return { rows, next: found.length > limit ? rows.at(-1)?.version : undefined };
  });
}

function columnsOn(side: Side): string {
  const [direction, other] = side === 'from' ? ['debit', 'to'] : ['credit', 'from'];
  return `id, type, '${direction}' as direction, amount, ${changeOn[side]} as change,
    ${side}_account_version as version, ${side}_balance_after as balance_after,
    coalesce(${side}_held_after, 0) as held_after,
    case when coalesce(moves_as, type) = 'transfer' then ${other}_account_id end as counterparty,
    reference, description, metadata,
    (extract(epoch from effective_at) * 1000)::bigint as effective_ms,
    (extract(epoch from created_at) * 1000)::bigint as created_ms`;
}

/** A row as the driver returns it: `bigint` values are text. */
type LineRow = {
  id: string;
  type: TransactionType;
  direction: 'credit' | 'debit';
  amount: string;
  change: string;
  version: string;
  balance_after: string;
  held_after: string;
  counterparty: string | null;
  reference: string | null;
  description: string | null;
  metadata: Metadata | null;
  effective_ms: string;
  created_ms: string;
};

function toLine(row: LineRow): AccountLine {
  const { type, direction, reference, description, metadata } = row;
  return {
    transactionId: idFromUuid('txn', row.id),
    type,
    direction,
    amount: Number(row.amount),
    change: Number(row.change),
    version: Number(row.version),
    balanceAfter: Number(row.balance_after),
    heldAfter: Number(row.held_after),
    counterpartyAccountId: row.counterparty === null ? null : idFromUuid('acct', row.counterparty),
    reference,
    description,
    metadata,
    effectiveAt: new Date(Number(row.effective_ms)),
    createdAt: new Date(Number(row.created_ms)),
  };
}
