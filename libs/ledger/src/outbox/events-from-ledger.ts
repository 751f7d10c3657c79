import { idToUuid, lowestUuidAt, momentOfUuid, runParameterized, type Database } from '@florin/database';
import type { EncodedEvent } from '@florin/events';
import type { RecordedAccountEvent } from './account-events.ts';
import { makeAccountEvent, makeTransactionEvents } from './make-events.ts';

/** A period, for all accounts or one. `from` is inclusive, `to` is not. */
export type LedgerSpan = { from: Date; to: Date; accountId?: string };

const pageRows = 500;

// Only published events: the relay must be the first to publish an event, in its order.
const wasPublished = `
  not exists (select from ledger.outbox o where o.id = t.outbox_id and o.published_at is null)`;
const ids = (side = '') => `
  select t.id from ledger.transactions t
  where t.id > $1::uuid and t.id < $2::uuid and ${wasPublished} ${side} order by t.id limit ${pageRows}`;
const ofAllAccounts = `select id::text from (${ids()}) as page`;
const ofAccount = `
  select id::text from (
    (${ids("and t.from_account_id = $3::uuid and (t.from_account_version is not null or t.status = 'failed')")})
    union
    (${ids("and t.to_account_id = $3::uuid and (t.to_account_version is not null or t.status = 'failed')")})
  ) as page order by id limit ${pageRows}`;

const accountEvents = `
  select outbox_id::text, events from (
    select outbox_id, events, created_at from ledger.account_events
    union all
    select id, account_events, created_at from ledger.outbox
    where account_events is not null and published_at is not null
  ) as kept
  where outbox_id > $1 and created_at >= $2 and created_at < $3 order by outbox_id limit ${pageRows}`;

/**
 * Makes the published events of a period again from the ledger: with the same ids and contents as the relay published, and
 * for each account in the order of its versions. Events of accounts come first, then those of transactions. `at` is the
 * progress of the reading.
 */
export async function* eventsFromLedger(
  database: Database,
  span: LedgerSpan,
): AsyncGenerator<{ messages: EncodedEvent[]; at: Date }> {
  const wanted = ({ key }: EncodedEvent) => span.accountId === undefined || key === span.accountId;
  for await (const page of accountPages(database, span)) {
    yield { messages: page.filter(wanted), at: span.from };
  }
  for await (const page of transactionPages(database, span)) {
    const at = page.at(-1)?.at ?? span.from;
    yield { messages: page.flatMap(({ messages }) => messages).filter(wanted), at };
  }
}

async function* accountPages(database: Database, { from, to }: LedgerSpan): AsyncGenerator<EncodedEvent[]> {
  for (let after = '0'; ;) {
    const rows = await database.read((em) =>
      runParameterized<{ outbox_id: string; events: RecordedAccountEvent[] }>(em, accountEvents, [
        after,
        from,
        to,
      ]),
    );
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows.flatMap(({ events }) => events.map(makeAccountEvent));
    after = last.outbox_id;
  }
}

async function* transactionPages(
  database: Database,
  { from, to, accountId }: LedgerSpan,
): AsyncGenerator<{ messages: EncodedEvent[]; at: Date }[]> {
  const account = accountId === undefined ? [] : [idToUuid(accountId)];
  const findIds = accountId === undefined ? ofAllAccounts : ofAccount;
  for (let after = lowestUuidAt(from); ;) {
    const page = await database.read(async (em) => {
      const rows = await runParameterized<{ id: string }>(em, findIds, [after, lowestUuidAt(to), ...account]);
      const eventsOf = await makeTransactionEvents(
        em,
        rows.map(({ id }) => id),
      );
      return rows.map(({ id }) => ({ id, messages: eventsOf(id), at: momentOfUuid(id) }));
    });
    const last = page.at(-1);
    if (last === undefined) return;
    yield page;
    after = last.id;
  }
}
