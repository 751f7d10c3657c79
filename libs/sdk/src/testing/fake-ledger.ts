import {
  actorView,
  accountIdsOf,
  answerTo,
  commandsOf,
  decide,
  Parent,
  preview,
  Refusal,
  systemActor,
  transactionsOf,
  unknownParent,
  type AccountState,
  type Actor,
  type AuditLogLine,
  type LedgerState,
  type Command,
  type Movement,
  type MovementBatch,
  type Posted,
  type PostedBatch,
  type PostingRequest,
  type RequestRecord,
  type ScheduledTransaction,
  type Transaction,
} from '@florin/rules';
import type { FakeClock } from './fake-clock.ts';
import { TypedIds } from './typed-ids.ts';

type Writable<T> = { -readonly [Name in keyof T]: T[Name] };

/** An account in memory: the state that the rules use, and the other fields. */
export type FakeAccount = Writable<AccountState> & {
  movementLimit: number | null;
  dailyLimit: number | null;
  externalId: string | null;
  name: string | null;
  metadata: Record<string, string>;
  createdAt: Date;
  changedBy: ReturnType<typeof actorView>;
};

/** The fake bank has one tenant, and one external account for all currencies. */
const tenantId = 'tenant_fake';
const externalId = 'acct_external';

/** The ledger of the fake bank, in memory. Money moves only through the rules. */
export class FakeLedger {
  readonly accounts = new Map<string, FakeAccount>();
  /**
   * All transactions in the order of their decisions, which is the order of their ids, each with the sum of its
   * reversals.
   */
  readonly entries = new Map<string, Parent>();
  readonly scheduled = new Map<string, ScheduledTransaction>();
  /** Who changed what, oldest first. */
  readonly auditLog: AuditLogLine[] = [];
  readonly clock: FakeClock;
  readonly ids = new TypedIds();
  /** Who makes the request that is being carried out. */
  actor: Actor = systemActor('schedule');
  /** Nothing is due before this moment, in milliseconds. */
  nextDueMs = Infinity;

  constructor(clock: FakeClock) {
    this.clock = clock;
  }

  account(id: string): FakeAccount {
    const account = this.accounts.get(id);
    if (!account) throw new Refusal('not_found', `There is no account ${id}.`);
    return account;
  }

  transaction(id: string): Transaction {
    const entry = this.entries.get(id);
    if (!entry) throw unknownParent(id);
    return entry.transaction;
  }

  /** All transactions, oldest first. */
  get transactions(): Transaction[] {
    return [...this.entries.values()].map(({ transaction }) => transaction);
  }

  /**
   * Returns a time after the last change of each of these accounts, the current time if possible. Moves the clock to
   * it.
   */
  momentAfter(accounts: Iterable<FakeAccount>): Date {
    let moment = this.clock.now().getTime();
    for (const { updatedAt } of accounts) moment = Math.max(moment, updatedAt.getTime() + 1);
    this.clock.reach(moment);
    return new Date(moment);
  }

  /** Makes the fake check at this moment what is due. */
  expect(time: Date): void {
    this.nextDueMs = Math.min(this.nextDueMs, time.getTime());
  }

  /** Records a change by the current actor in the audit log. */
  recordChange(entry: Pick<AuditLogLine, 'object_type' | 'object_id' | 'change' | 'before' | 'after'>): void {
    const now = this.clock.now();
    const id = this.ids.next('audit', now);
    // The bank's clock has microseconds.
    const at = now.toISOString().replace('Z', '000Z');
    this.auditLog.push({ ...entry, id, at, actor: actorView(this.actor) });
  }

  /** Creates a request for one movement. `ifVersions` are the allowed versions of its first account. */
  command(movement: Movement | Refusal, ifVersions?: readonly number[], actor = this.actor): Command {
    const isRefused = movement instanceof Refusal;
    const { effectiveAt } = isRefused ? {} : movement;
    const expiresAt = 'expiresAt' in movement ? movement.expiresAt : undefined;
    return {
      ...{ ...this.#recordOf(actor), movement, ifVersions },
      accountIds: isRefused ? [] : accountIdsOf(movement),
      ...('parentId' in movement && { parentId: movement.parentId }),
      ...((effectiveAt || expiresAt) && { times: { effectiveAt, expiresAt } }),
    };
  }

  batch(commands: readonly Command[], atomic: boolean): MovementBatch {
    return { ...this.#recordOf(this.actor), commands, atomic };
  }

  #recordOf(actor: Actor): RequestRecord {
    const requestId = actor.correlationId ?? actor.requestId;
    return { tenantId, idempotencyKey: null, fingerprint: null, requestId, actor };
  }

  /** Decides a request by the rules and records the decision. A dry run records nothing. Throws a Refusal. */
  post(request: Command, isDry?: boolean): Posted;
  post(request: MovementBatch, isDry?: boolean): PostedBatch;
  post(request: PostingRequest, isDry = false): Posted | PostedBatch {
    const state = this.#stateFor(request);
    const decided = isDry ? preview(request, state) : decide(request, state);
    if (!isDry && decided.kind === 'recorded') this.#record(decided.transaction);
    if (!isDry && decided.kind === 'recorded_batch')
      transactionsOf(decided.batch).forEach((each) => this.#record(each));
    const answer = answerTo(decided);
    if (answer instanceof Refusal) throw answer;
    return answer;
  }

  #stateFor(request: PostingRequest): LedgerState {
    const ids = commandsOf(request).flatMap(({ accountIds }) => accountIds);
    const now = this.momentAfter(ids.flatMap((id) => this.accounts.get(id) ?? []));
    return {
      now,
      transactionId: () => this.ids.next('txn', now),
      batchId: () => this.ids.next('batch', now),
      arrivalOf: () => now,
      account: (_tenantId, id) => this.accounts.get(id),
      parent: (id) => this.#entry(id),
      external: () => externalId,
    };
  }

  #entry(id: string): Parent {
    const entry = this.entries.get(id);
    if (!entry) throw new Error(`A movement is on ${id}, which was never recorded.`);
    return entry;
  }

  #record(transaction: Transaction): void {
    // A copy, because later transactions change an open hold and an earlier answer must not change.
    this.entries.set(transaction.id, new Parent({ ...transaction }, 0));
    if (transaction.status === 'held' && transaction.expiresAt) this.expect(transaction.expiresAt);
  }
}
