import type { Database } from '@florin/database';
import type { NodeFacts } from '@florin/locks';
import type { BrokerFacts } from '@florin/messaging';
import type { BankSettings } from './bank-settings.ts';

/** Something that is wrong: what, why it matters, and what to do about it. Three sentences, without secrets. */
export type Problem = { what: string; why: string; remedy: string };

/** The bank under examination. Everything is read when a check needs it, and once. */
export type Bank = {
  env: Record<string, string | undefined>;
  settings: BankSettings;
  /** Whether `NODE_ENV` says so. Much that is wrong there is right on a developer's machine. */
  isProduction: boolean;
  /** As the owner of the schemas, who may read all of them. */
  database: Database;
  /** Each of `REDIS_URLS` by its host and port, with what the node says of itself, or why it cannot be read. */
  nodes(): Promise<[name: string, facts: NodeFacts | { away: string }][]>;
  /** Throws `NotChecked` when the brokers are away. */
  brokers(): Promise<BrokerFacts>;
};

/** Returns what is wrong, nothing if all is well. Throws `NotChecked` when it cannot know. */
export type Check = (bank: Bank) => Promise<Problem[]> | Problem[];

/** Why no check of Kafka is made. */
export const noBrokers = 'KAFKA_BROKERS is not set: the event log is in PostgreSQL';

/** Why a check was not made, in one sentence. */
export class NotChecked extends Error {}

/** The rows of a statement. */
export const rowsOf = <Row extends object>(
  { database }: Pick<Bank, 'database'>,
  sql: string,
  parameters: unknown[] = [],
): Promise<Row[]> => database.query<Row>(sql, parameters);

/** `1 key`, `2 keys`. */
export const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;
