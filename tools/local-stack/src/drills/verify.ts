import { connect, derivedUrlOfRole, idFromUuid, idToUuid, type Database } from '@florin/database';
import { decodeEvent } from '@florin/events';
import { auditLedger } from '@florin/ledger';
import { readTopics } from '@florin/messaging';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ClusterSettings } from '../cluster/cluster-settings.ts';
import { urlOfNode } from '../cluster/postgres-nodes.ts';
import { servicesOf } from '../cluster/start-cluster.ts';
import { primaryOf } from '../cluster/topology.ts';
import type { Load } from './load.ts';

/** A thing that was checked, in a plain line. */
export type Finding = { ok: boolean; says: string };

type Row = { id: string; amount: string; status: string; from: string; to: string };

const rowsOf = `
  select id::text, amount::text, status, from_account_id::text as "from", to_account_id::text as "to"
  from ledger.transactions where id = any($1::uuid[])`;
const keysOf = `
  select idempotency_key as key, count(*)::int as count from ledger.transactions
  where idempotency_key = any($1::text[]) group by 1`;
const accountsOf = `
  select id::text, balance::text, version from ledger.accounts where id = any($1::uuid[])`;

/** A ledger, as the role that reads all tenants, and where its events are. */
export type Verified = { databaseUrl: string; brokers: string[] };

/** The ledger of a cluster's primary. */
export const clusterToVerify = (cluster: ClusterSettings): Verified => ({
  databaseUrl: derivedUrlOfRole(urlOfNode(primaryOf(cluster)), 'readsAllTenants'),
  brokers: servicesOf(cluster).KAFKA_BROKERS.split(','),
});

/** Compares what the clients were answered with the ledger and with the events. The load has ended. */
export async function verifyBank({ databaseUrl, brokers }: Verified, load: Load): Promise<Finding[]> {
  const database = await connect({
    url: databaseUrl,
    applicationName: 'drill',
    allTenants: true,
    statementTimeoutMs: 120_000,
  });
  try {
    return [
      settled(load),
      await acknowledgedAreThere(database, load),
      await onceEach(database, load),
      await balancesFollow(database, load),
      await booksBalance(database),
      await eventsAreComplete(brokers, database, load),
    ];
  } finally {
    await database.close();
  }
}

function settled({ open, acknowledged, refused, unknowns }: Load): Finding {
  const attempts = `${unknowns} attempts without an answer were repeated under their key`;
  const known = `${acknowledged.size} movements acknowledged, ${refused.size} refused; ${attempts}`;
  if (open.size === 0) return { ok: true, says: known };
  return { ok: false, says: `${known}; ${open.size} have no outcome after a minute` };
}

async function acknowledgedAreThere(database: Database, { acknowledged }: Load): Promise<Finding> {
  const ids = [...acknowledged.values()].map(({ transactionId }) => idToUuid(transactionId));
  const rows = await database.query<Row>(rowsOf, [ids]);
  const found = new Map(rows.map((row): [string, Row] => [idFromUuid('txn', row.id), row]));
  const lost = [...acknowledged.values()].filter(({ wanted, transactionId }) => {
    const row = found.get(transactionId);
    const { from, to, amount } = wanted;
    const isSame = (id: string | undefined, uuid: string) => id === undefined || idToUuid(id) === uuid;
    return !row || Number(row.amount) !== amount || !isSame(from, row.from) || !isSame(to, row.to);
  });
  const says = `acknowledged movements that are lost or differ: ${lost.length}`;
  return { ok: lost.length === 0, says };
}

async function onceEach(database: Database, { acknowledged, refused }: Load): Promise<Finding> {
  const keys = [...acknowledged.keys(), ...refused.keys()];
  const rows = await database.query<{ key: string; count: number }>(keysOf, [keys]);
  const doubled = rows.filter(({ count }) => count > 1).length;
  return { ok: doubled === 0, says: `movements that happened twice: ${doubled}` };
}

async function balancesFollow(database: Database, load: Load): Promise<Finding> {
  const expected = new Map(load.accountIds.map((id) => [id, 10_000_000]));
  const add = (id: string | undefined, amount: number) => {
    if (id !== undefined) expected.set(id, (expected.get(id) ?? 0) + amount);
  };
  for (const { wanted } of load.acknowledged.values()) {
    add(wanted.from, -wanted.amount);
    add(wanted.to, wanted.amount);
  }
  const rows = await readAccounts(database, load);
  const wrong = rows.filter(({ id, balance }) => Number(balance) !== expected.get(id)).length;
  return {
    ok: wrong === 0 && rows.length === expected.size,
    says: `balances that differ from the acknowledged movements: ${wrong} of ${expected.size}`,
  };
}

/** The auditor's findings. */
export async function booksBalance(database: Database): Promise<Finding> {
  const findings = await auditLedger(database);
  const says = findings.map(({ invariant, says: what }) => `${invariant}: ${what}`).join('; ');
  return { ok: findings.length === 0, says: findings.length === 0 ? 'the books balance' : says };
}

/** Every version of every account has its event, once, and first deliveries came in the order of the versions. */
async function eventsAreComplete(brokers: string[], database: Database, load: Load): Promise<Finding> {
  const versions = new Map((await readAccounts(database, load)).map(({ id, version }) => [id, version]));
  const seen = new Map(load.accountIds.map((id): [string, number[]] => [id, []]));
  const ids = new Set<string>();
  let repeated = 0;
  const reader = readTopics({
    brokers,
    topics: ['transactions.completed'],
    onMessage: ({ topic, key, value }) => {
      const { id, accountId, data } = decodeEvent(topic, key, value);
      const versionsSeen = seen.get(accountId);
      if (!versionsSeen) return; // Of another drill, or of somebody else's account.
      if (ids.has(id)) repeated += 1;
      else if ('account_version' in data) versionsSeen.push(Number(data.account_version));
      ids.add(id);
    },
  });
  const isComplete = () => [...seen].every(([id, list]) => list.length >= (versions.get(id) ?? 0));
  const deadline = Date.now() + 60_000;
  while (!isComplete() && Date.now() < deadline) await sleep(100);
  await reader.stop();
  const missing = [...seen].reduce((sum, [id, list]) => sum + (versions.get(id) ?? 0) - list.length, 0);
  const disordered = [...seen.values()].filter((list) =>
    list.some((version, at) => version !== at + 1),
  ).length;
  const says = `events missing: ${missing}, accounts with events out of order: ${disordered}, events delivered again, which consumers skip: ${repeated}`;
  return { ok: missing === 0 && disordered === 0, says };
}

async function readAccounts(database: Database, { accountIds }: Load) {
  const uuids = accountIds.map(idToUuid);
  const rows = await database.query<{ id: string; balance: string; version: number }>(accountsOf, [uuids]);
  return rows.map((row) => ({
    ...row,
    version: Number(row.version),
    id: String(idFromUuid('acct', row.id)),
  }));
}
