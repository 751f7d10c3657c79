import { derivedUrlOfRole, idToUuid, withSession } from '@florin/database';
import { isListening } from '@florin/processes';
import { setTimeout as sleep } from 'node:timers/promises';
import { urlOfNode } from '../../cluster/postgres-nodes.ts';
import { primaryOf } from '../../cluster/topology.ts';
import { bringBack, halt, type Scene } from '../drill.ts';
import type { Fault } from './fault.ts';
import { openSession } from './open-session.ts';
import { tenantOf } from './tenant.ts';

const lockTable = 'lock table ledger.accounts in exclusive mode';
const primaryUrl = ({ cluster }: Scene): string => urlOfNode(primaryOf(cluster));

/** No standby confirms a commit, so that no API takes writes, and HAProxy refuses them. */
export const standbysStopped: Fault = {
  did: 'stopped both standbys of PostgreSQL: no commit is confirmed',
  alerts: ['WritesUnavailable', 'ReplicaBehind'],
  async provoke(scene) {
    const { cluster } = scene;
    const standbys = cluster.postgres.filter((node) => node !== primaryOf(cluster));
    for (const { name } of standbys) await halt(scene, name);
    return {
      did: 'started both standbys again',
      async run() {
        for (const { name, port } of standbys) await bringBack(scene, name, () => isListening(port));
      },
    };
  },
};

/** A session that forgot its transaction: the movements wait in the queues of the APIs. */
export const tableLocked: Fault = {
  did: 'a session locks the table of accounts and does nothing',
  alerts: ['QueueSlow'],
  async provoke(scene) {
    const end = await openSession(primaryUrl(scene), ['begin', lockTable]);
    return { did: 'ended that session', run: end };
  },
};

/** A session that changes the table again and again, each time for longer than a write may take. */
export const tableLockedAgain: Fault = {
  did: 'a session locks the table of accounts for most of each second',
  alerts: ['WritesSlow'],
  async provoke(scene) {
    const stopping = new AbortController();
    const locking = withSession(primaryUrl(scene), async (run) => {
      while (!stopping.signal.aborted) {
        await run('begin');
        await run(lockTable);
        await sleep(800);
        await run('rollback');
        await sleep(300);
      }
    });
    return {
      did: 'ended that session',
      async run() {
        stopping.abort();
        await locking;
      },
    };
  },
};

/** A row that somebody wrote by hand, in a currency that no account has. Rows of books cannot be deleted: it stays, without a sum. */
export const bookChangedByHand: Fault = {
  did: 'the owner of the schema inserted a difference into a book by hand',
  alerts: ['BooksOutOfBalance'],
  async provoke(scene) {
    const tenant = idToUuid(tenantOf(scene).tenant_id);
    const url = derivedUrlOfRole(primaryUrl(scene), 'owner');
    const change = async (sql: string) => void (await withSession(url, (run) => run(sql)));
    await change(
      `insert into ledger.book_totals (tenant_id, currency, customers) values ('${tenant}', 'ZZZ', 1)`,
    );
    return {
      did: 'took the difference out again, as an operator who has found its cause',
      run: () =>
        change(
          `update ledger.book_totals set customers = 0 where tenant_id = '${tenant}' and currency = 'ZZZ'`,
        ),
    };
  },
};

/** Another program that opens sessions and never ends them. Twenty are left, so that operators can still connect. */
export const everySessionUsed: Fault = {
  did: 'another program opened nearly all sessions that PostgreSQL has',
  alerts: ['ConnectionsShort'],
  async provoke(scene) {
    const url = primaryUrl(scene);
    const free = `
      select current_setting('max_connections')::int - count(*)::int as free
      from pg_stat_activity where datname is not null`;
    const [row] = await withSession(url, (run) => run(free));
    const count = Math.max(1, Number(row?.['free'] ?? 0) - 20);
    const sessions = await Promise.all(Array.from({ length: count }, () => openSession(url)));
    return {
      did: `ended its ${count} sessions`,
      run: async () => void (await Promise.all(sessions.map((end) => end()))),
    };
  },
};
