import { readClock, ReplicaReads, type Database, type ReadSource } from '@florin/database';
import {
  type AccountLine,
  type AccountSnapshot,
  type AccountTerms,
  type Balance,
  type Posted,
  type PostedBatch,
  Refusal,
  type Schedule,
  type Transaction,
} from '@florin/rules';
import { changeAccount } from './accounts/change-account.ts';
import { openAccount, type Opened, type OpenAccountRequest } from './accounts/open-account.ts';
import type { ScheduledTransaction } from './entities/scheduled-transaction.ts';
import { expireHolds, holdsOverdueSeconds } from './movements/expire-holds.ts';
import type { Command, MovementBatch, RequestContext } from './posting/command.ts';
import { ExternalAccounts } from './posting/load.ts';
import { PostingQueue, type PostingOptions } from './posting/posting-queue.ts';
import { Previews } from './posting/previews.ts';
import { listAccountLines, type LineFilter } from './queries/account-lines.ts';
import { listAccounts, readAccounts, type AccountFilter, type AccountDetails } from './queries/accounts.ts';
import { BatchLoader } from './queries/batch-loader.ts';
import { readBalances, readCurrentBalances, type BalanceMoment } from './queries/balances.ts';
import type { Page } from './queries/page.ts';
import {
  getScheduledTransaction,
  listScheduledTransactions,
  scheduledOverdueSeconds,
  type ScheduledFilter,
} from './queries/scheduled-transactions.ts';
import {
  openStatement,
  readStatementLines,
  type Period,
  type Statement,
  type StatementFrame,
  type StatementPlace,
} from './queries/statement.ts';
import { readTimeline, type Timeline } from './queries/timeline.ts';
import { readTrialBalance, type TrialBalance } from './queries/trial-balance.ts';
import {
  findTransactions,
  listTransactions,
  readTransactions,
  type TransactionFilter,
} from './queries/transactions.ts';
import { cancelScheduledTransaction } from './scheduled/cancel-scheduled.ts';
import { executeScheduled } from './scheduled/execute-scheduled.ts';
import { scheduleTransaction, type Scheduled } from './scheduled/schedule-transaction.ts';

export type LedgerOptions = PostingOptions & {
  /**
   * The shares of `database`'s pool for everything but postings, so that postings never wait for a connection that other
   * work uses. The default for each is `database`.
   */
  lanes?: {
    /** For reads of many rows: lists, statements, histories. */
    lists?: Database;
    /** For reads of single rows: accounts, balances, transactions, previews. */
    lookups?: Database;
    /** For writes outside the posting queue: accounts, schedules. */
    changes?: Database;
  };
  /** The same for reads that replicas may serve. The default is that `lists` and `lookups` serve them. */
  replicas?: { lists: ReplicaReads; lookups: ReplicaReads };
};

/**
 * Positions in the log of the database that a read must have reached: those that its client saw in answers to writes, or
 * that of the page before. A read also sees everything that this process has committed for the tenant. Without positions
 * it may see data that are older than everything else by a limit (`Replicas`).
 */
export type Seen = readonly string[];

/** A page, and the position that the next page must have reached; undefined without replicas. */
export type PageRead<P> = P & { position?: string };

/**
 * The bank: everything that a tenant can do with its accounts. A refused operation throws a `Refusal`.
 *
 * Most methods are one call of a function in a file of its own. The class adds what those functions share: it gives each
 * its share of the connection pool, so that no caller can read a list on the connections of postings, and it has the
 * posting queue, the batch loaders and the known external accounts, of which a process needs exactly one.
 */
export class Ledger {
  readonly #database: Database;
  readonly #lists: Database;
  readonly #lookups: Database;
  readonly #changes: Database;
  readonly #external = new ExternalAccounts();
  readonly #queue: PostingQueue;
  readonly #previews: Previews;
  readonly #currentBalances: BatchLoader<Balance>;
  readonly #accounts: BatchLoader<AccountDetails>;
  readonly #transactions: BatchLoader<Transaction>;
  readonly #replicated: { lists: ReplicaReads; lookups: ReplicaReads };
  /** Those of each database from which single transactions are read: the primary and its replicas. */
  readonly #transactionsAt = new Map<Database, BatchLoader<Transaction>>();
  readonly #answerWithinMs: number;

  constructor(options: LedgerOptions) {
    const {
      database,
      answerWithinMs,
      lanes: { lists = database, lookups = database, changes = database } = {},
    } = options;
    this.#answerWithinMs = answerWithinMs;
    this.#replicated = options.replicas ?? {
      lists: new ReplicaReads(lists),
      lookups: new ReplicaReads(lookups),
    };
    this.#database = database;
    this.#lists = lists;
    this.#lookups = lookups;
    this.#changes = changes;
    this.#queue = new PostingQueue(options, this.#external, lookups);
    this.#previews = new Previews({ ...options, database: lookups }, this.#external);
    this.#currentBalances = new BatchLoader(
      (ids, tenantIds) => readCurrentBalances(lookups.of(...tenantIds), ids),
      answerWithinMs,
    );
    this.#accounts = new BatchLoader(
      (ids, tenantIds) => readAccounts(lookups.of(...tenantIds), ids),
      answerWithinMs,
    );
    this.#transactions = this.#transactionsOf(lookups);
  }

  /** Posts a movement. Resolves once it is durable. Commands are made by `credit`, `hold` and the other kinds. */
  post(command: Command): Promise<Posted> {
    return this.#queue.post(command);
  }

  /** Ends expired holds and returns their number. Any number of processes may call it at the same time. */
  expireHolds(pageSize = 100): Promise<number> {
    return expireHolds(this.#database, (command) => this.post(command), pageSize);
  }

  holdsOverdueSeconds(): Promise<number> {
    return holdsOverdueSeconds(this.#database);
  }

  scheduleTransaction(request: Schedule, context: RequestContext): Promise<Scheduled> {
    return scheduleTransaction(this.#changes.of(context.tenantId), request, context);
  }

  cancelScheduledTransaction(
    id: string,
    context: Pick<RequestContext, 'tenantId' | 'idempotencyKey' | 'actor'>,
  ): Promise<ScheduledTransaction> {
    return cancelScheduledTransaction(this.#changes.of(context.tenantId), id, context);
  }

  getScheduledTransaction(tenantId: string, id: string, seen: Seen = []): Promise<ScheduledTransaction> {
    return this.#replicated.lists.read(seen, tenantId, ({ database }) =>
      getScheduledTransaction(database.of(tenantId), tenantId, id),
    );
  }

  listScheduledTransactions(
    tenantId: string,
    filter: ScheduledFilter,
    seen: Seen = [],
  ): Promise<PageRead<Page<ScheduledTransaction>>> {
    return this.#readPage(tenantId, seen, (database) =>
      listScheduledTransactions(database, tenantId, filter),
    );
  }

  /** Posts due scheduled transactions and returns their number. Any number of processes may call it at the same time. */
  executeScheduled(pageSize = 100): Promise<number> {
    return executeScheduled(this.#database, (command) => this.post(command), pageSize);
  }

  scheduledOverdueSeconds(): Promise<number> {
    return scheduledOverdueSeconds(this.#database);
  }

  /** Posts many movements under one key and at one moment. Batches are made by `movementBatch`. */
  postBatch(batch: MovementBatch): Promise<PostedBatch> {
    return this.#queue.post(batch);
  }

  /** The answer that `post` would give now. Writes and locks nothing. New transactions have ids of zeros. */
  preview(command: Command): Promise<Posted> {
    return this.#previews.preview(command);
  }

  /** The answer that `postBatch` would give now. Writes and locks nothing. */
  previewBatch(batch: MovementBatch): Promise<PostedBatch> {
    return this.#previews.preview(batch);
  }

  /** The tenant's transactions among these ids, by id. */
  findTransactions(tenantId: string, ids: readonly string[]): Promise<Map<string, Transaction>> {
    return findTransactions(this.#lookups.of(tenantId), tenantId, ids);
  }

  openAccount(request: OpenAccountRequest, context: RequestContext): Promise<Opened> {
    return openAccount(this.#changes.of(context.tenantId), this.#external, request, context);
  }

  changeAccount(id: string, terms: Partial<AccountTerms>, context: RequestContext): Promise<AccountSnapshot> {
    return changeAccount(this.#changes.of(context.tenantId), id, terms, context);
  }

  /** The account as it is now. Throws `not_found`, also for another tenant's account. */
  async getAccount(tenantId: string, id: string): Promise<AccountDetails> {
    return (await this.#accounts.load(tenantId, id)) ?? thereIsNo('account', id);
  }

  listAccounts(
    tenantId: string,
    filter: AccountFilter,
    seen: Seen = [],
  ): Promise<PageRead<Page<AccountSnapshot>>> {
    return this.#readPage(tenantId, seen, (database) => listAccounts(database, tenantId, filter));
  }

  /** The current balance of one account. Throws `not_found`, also for another tenant's account. */
  async balance(tenantId: string, accountId: string): Promise<Balance> {
    return (await this.#currentBalances.load(tenantId, accountId)) ?? thereIsNo('account', accountId);
  }

  /** The time of PostgreSQL's clock, which is the clock of the ledger. */
  now(): Promise<Date> {
    return this.#lookups.read(readClock);
  }

  /**
   * The balances of accounts now, or right before a moment, from one snapshot, in the order of the ids. The balances of now
   * come from the primary.
   */
  balances(
    tenantId: string,
    accountIds: readonly string[],
    moment?: BalanceMoment,
    seen: Seen = [],
  ): Promise<Balance[]> {
    const read = (database: Database) => readBalances(database.of(tenantId), tenantId, accountIds, moment);
    if (moment === undefined) return read(this.#lists);
    return this.#replicated.lists.read(seen, tenantId, ({ database }) => read(database));
  }

  /** The movements of one account, newest first. The next page has the versions below `next`. */
  listAccountLines(
    tenantId: string,
    accountId: string,
    filter: LineFilter,
    seen: Seen = [],
  ): Promise<PageRead<{ rows: AccountLine[]; next: number | undefined }>> {
    return this.#readPage(tenantId, seen, (database) =>
      listAccountLines(database, tenantId, accountId, filter),
    );
  }

  /**
   * A statement without its lines. `known` is the frame of an earlier page. The statement contains the position that its
   * lines must have reached.
   */
  openStatement(
    tenantId: string,
    accountId: string,
    period: Period,
    { known, seen = [] }: { known?: StatementFrame | undefined; seen?: Seen } = {},
  ): Promise<Statement> {
    return this.#replicated.lists.read(seen, tenantId, async (source) => {
      const database = source.database.of(tenantId);
      const statement = await openStatement(database, tenantId, accountId, period, known);
      const position = await source.position();
      return position === undefined ? statement : { ...statement, position };
    });
  }

  /** The lines of a statement after a place, oldest first. All pages belong to the snapshot of the statement. */
  statementLines(
    statement: Statement,
    after: StatementPlace | undefined,
    limit: number,
  ): Promise<{ lines: AccountLine[]; next: StatementPlace | undefined }> {
    const { tenantId, position } = statement;
    return this.#replicated.lists.read(position === undefined ? [] : [position], tenantId, ({ database }) =>
      readStatementLines(database.of(tenantId), statement, after, limit),
    );
  }

  trialBalance(tenantId: string, seen: Seen = []): Promise<TrialBalance> {
    return this.#replicated.lists.read(seen, tenantId, ({ database }) =>
      readTrialBalance(database.of(tenantId), tenantId),
    );
  }

  timeline(tenantId: string, transactionId: string, seen: Seen = []): Promise<Timeline> {
    return this.#replicated.lists.read(seen, tenantId, ({ database }) =>
      readTimeline(database.of(tenantId), tenantId, transactionId),
    );
  }

  /** Throws `not_found`, also for another tenant's transaction. */
  async getTransaction(tenantId: string, id: string, seen: Seen = []): Promise<Transaction> {
    return this.#replicated.lookups.read(
      seen,
      tenantId,
      async ({ database }) =>
        (await this.#transactionsOf(database).load(tenantId, id)) ?? thereIsNo('transaction', id),
    );
  }

  /** The transaction as it is at the primary, for a decision; undefined when there is none. */
  findTransaction(tenantId: string, id: string): Promise<Transaction | undefined> {
    return this.#transactions.load(tenantId, id);
  }

  listTransactions(
    tenantId: string,
    filter: TransactionFilter,
    seen: Seen = [],
  ): Promise<PageRead<Page<Transaction>>> {
    return this.#readPage(tenantId, seen, (database) => listTransactions(database, tenantId, filter));
  }

  /** The number of movements in the posting queue and in its units of work. */
  get waiting(): number {
    return this.#queue.size;
  }

  /** How long the oldest of them has been there, in milliseconds; 0 without any. */
  get oldestWaitMs(): number {
    return this.#queue.oldestWaitMs;
  }

  /** Reads a page of a list. The position is read only for the pages that have a next one. */
  #readPage<P extends { next: unknown }>(
    tenantId: string,
    seen: Seen,
    read: (database: Database) => Promise<P>,
  ): Promise<PageRead<P>> {
    return this.#replicated.lists.read(seen, tenantId, async (source: ReadSource) => {
      const page = await read(source.database.of(tenantId));
      const position = page.next === undefined ? undefined : await source.position();
      return position === undefined ? page : { ...page, position };
    });
  }

  #transactionsOf(database: Database): BatchLoader<Transaction> {
    let loader = this.#transactionsAt.get(database);
    if (loader === undefined) {
      const readAll = (ids: readonly string[], tenantIds: readonly string[]) =>
        readTransactions(database.of(...tenantIds), ids);
      loader = new BatchLoader(readAll, this.#answerWithinMs);
      this.#transactionsAt.set(database, loader);
    }
    return loader;
  }
}

function thereIsNo(what: string, id: string): never {
  throw new Refusal('not_found', `There is no ${what} ${id}.`);
}
