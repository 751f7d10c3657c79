import { DatabaseSync } from 'node:sqlite';
import type { Completed } from './event.ts';

export type Place = { topic: string; partition: number; offset: string };

/** Balances by account, each event counted once. */
export class BalanceIndex {
  readonly #database: DatabaseSync;

  constructor(path: string) {
    this.#database = new DatabaseSync(path);
    // The export may read while the consumer writes: the second one waits.
    this.#database.exec(`
      pragma busy_timeout = 10000;
      pragma journal_mode = wal;
      create table if not exists seen (event_id text primary key);
      create table if not exists accounts (
        id text primary key, currency text, version integer, balance integer, came text, went text, last_moved text);
      create table if not exists put_aside (
        topic text, kafka_partition integer, kafka_offset text, reason text, value text,
        primary key (topic, kafka_partition, kafka_offset))`);
  }

  /** The id and the effect are written together or not at all. */
  apply({
    id,
    account_id,
    currency,
    account_version,
    direction,
    amount,
    balance_after,
    created_at,
  }: Completed): void {
    this.#database.exec('begin immediate');
    try {
      const { changes } = this.#database
        .prepare('insert into seen values (?) on conflict do nothing')
        .run(id);
      if (changes === 1) {
        const before = this.#database.prepare('select came, went from accounts where id = ?').get(account_id);
        // Added up here and kept as digits: such a sum may pass what a number of SQLite or JavaScript holds.
        const came = BigInt(String(before?.['came'] ?? 0)) + BigInt(direction === 'credit' ? amount : 0);
        const went = BigInt(String(before?.['went'] ?? 0)) + BigInt(direction === 'credit' ? 0 : amount);
        this.#database
          .prepare(
            `insert into accounts values (?, ?, ?, ?, ?, ?, ?)
             on conflict (id) do update set
               came = excluded.came,
               went = excluded.went,
               balance = iif(excluded.version > version, excluded.balance, balance),
               last_moved = max(last_moved, excluded.last_moved),
               version = max(version, excluded.version)`,
          )
          .run(account_id, currency, account_version, balance_after, String(came), String(went), created_at);
      }
      this.#database.exec('commit');
    } catch (error) {
      this.#database.exec('rollback');
      throw error;
    }
  }

  putAside({ topic, partition, offset }: Place, value: Buffer | null, reason: string): void {
    this.#database
      .prepare('insert into put_aside values (?, ?, ?, ?, ?) on conflict do nothing')
      .run(topic, partition, offset, reason, String(value));
  }

  countAside(): number {
    return Number(this.#database.prepare('select count(*) as n from put_aside').get()!['n']);
  }

  /** One line an account, in the order of ids; amounts in minor units. */
  *csv(): Generator<string> {
    yield 'account_id,currency,balance,came,went,last_moved';
    const rows = this.#database
      .prepare('select id, currency, balance, came, went, last_moved from accounts order by id')
      .iterate();
    for (const row of rows) yield Object.values(row).join(',');
  }

  close(): void {
    this.#database.close();
  }
}
