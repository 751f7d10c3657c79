import { idFromUuid, runParameterized, type Database } from '@florin/database';
import { auditLedger } from '@florin/ledger';
import type { LoadResult } from './load/tally.ts';
import { openedMeanwhile } from './load/workloads.ts';

export type Balances = Map<string, number>;

export async function readBalances(database: Database): Promise<Balances> {
  const sql = `select id::text, balance from ledger.accounts where kind = 'customer'`;
  const rows = await database.read((em) => runParameterized<{ id: string; balance: string }>(em, sql, []));
  return new Map(rows.map(({ id, balance }) => [idFromUuid('acct', id), Number(balance)]));
}

/**
 * Throws unless the balances have changed by exactly what was acknowledged. A 4xx means that nothing moved; a request
 * that was answered with 503 may have moved money.
 */
export async function checkBalances(
  database: Database,
  before: Balances,
  { others, changes, unclear }: Pick<LoadResult, 'others' | 'changes' | 'unclear'>,
): Promise<void> {
  const unanswered = Object.keys(others).filter((outcome) => !/^(4\d\d|503)$/.test(outcome));
  if (unanswered.length > 0) throw new Error(`requests without a clear answer: ${JSON.stringify(others)}`);
  const after = await readBalances(database);
  let deviation = 0;
  let opened = 0;
  for (const [accountId, balance] of after) {
    const earlier = before.get(accountId);
    if (earlier === undefined) opened += balance;
    else deviation += Math.abs(balance - earlier - (changes.get(accountId) ?? 0));
  }
  deviation += Math.abs(opened - (changes.get(openedMeanwhile) ?? 0));
  if (deviation > unclear)
    throw new Error(
      `the balances deviate by ${deviation} from what was acknowledged: ${JSON.stringify(others)}`,
    );
}

/** Throws unless the ledger's invariants hold. */
export async function checkInvariants(database: Database): Promise<void> {
  const findings = await auditLedger(database);
  if (findings.length > 0) throw new Error(`the ledger does not balance: ${JSON.stringify(findings[0])}`);
}
