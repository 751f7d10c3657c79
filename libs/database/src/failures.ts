/**
 * The COMMIT got no answer, or its wait for a synchronous standby was cancelled: the transaction may or may not be committed
 * for good. Look for its rows before repeating it, in a unit of work that ends with `confirmCommits`.
 */
export class CommitOutcomeUnknown extends Error {
  constructor(cause: unknown) {
    super('the outcome of the commit is unknown', { cause });
    this.name = 'CommitOutcomeUnknown';
  }
}

type ErrorFields = {
  code?: unknown;
  constraint?: unknown;
  message?: unknown;
  where?: unknown;
  syscall?: unknown;
  cause?: unknown;
};

function fieldsOf(error: unknown): ErrorFields {
  return typeof error === 'object' && error !== null ? error : {};
}

/** The SQLSTATE of a PostgreSQL error, also when the ORM has wrapped it. */
export function sqlstate(error: unknown): string | undefined {
  const { code } = fieldsOf(error);
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : undefined;
}

/** A serialization failure or deadlock: the whole unit of work may be tried again. */
export function isRetryable(error: unknown): boolean {
  const state = sqlstate(error);
  return state === '40001' || state === '40P01';
}

/** A unique constraint refused the row; if one is named, this one. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  if (sqlstate(error) !== '23505') return false;
  return constraint === undefined || fieldsOf(error).constraint === constraint;
}

/** A wait for a lock exceeded the lock timeout, in a statement on this table. */
export function isLockTimeout(error: unknown, table = ''): boolean {
  const { where } = fieldsOf(error);
  return (
    sqlstate(error) === '55P03' && (table === '' || (typeof where === 'string' && where.includes(table)))
  );
}

/** The tenant is moving to another cell, or has moved: nothing was written. */
export const isTenantMoving = (error: unknown): boolean => sqlstate(error) === 'FL001';

const connectionErrors = new Set<unknown>([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOENT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
]);

/**
 * Whether the database is unavailable or overloaded: connection errors, SQLSTATE classes 08 (connection), 53 (resources),
 * 57 (shutdown, cancelled by timeout), 58 (disk failure), 25006 (read-only, such as a standby), 25P03 (idle in transaction
 * too long) and 55P03 (lock timeout).
 */
export function isUnavailable(error: unknown): boolean {
  if (error instanceof CommitOutcomeUnknown) return true;
  const state = sqlstate(error);
  if (state !== undefined && /^(08|53|57|58)|^25006|^25P0|^55P03/.test(state)) return true;
  const { code, message, cause } = fieldsOf(error);
  if (connectionErrors.has(code)) return true;
  // pg reports a lost connection and an exhausted pool as errors without a code.
  if (
    /connection terminated|timeout expired|timeout exceeded when trying to connect|connection error|not queryable/i.test(
      String(message),
    )
  ) {
    return true;
  }
  return cause !== undefined && cause !== error && isUnavailable(cause);
}

// No connection (08001, 08004), too many connections (53300), starting or stopping (57P03), or an unknown host.
const neverConnected =
  /^(08001|08004|53300|57P03|ECONNREFUSED|ENOENT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN)$/;

/**
 * Whether the database was unavailable before any statement was sent, so that nothing has changed. False when something may
 * have changed: the connection broke during a statement or a COMMIT.
 */
function wasNeverSent(error: unknown): boolean {
  if (error instanceof CommitOutcomeUnknown) return false;
  const { code, syscall, message, cause } = fieldsOf(error);
  if (syscall === 'connect' || neverConnected.test(String(code))) return true;
  if (/timeout exceeded when trying to connect/i.test(String(message))) return true;
  return cause !== undefined && cause !== error && wasNeverSent(cause);
}

/** The problem code for an unavailable database; undefined for all other errors. */
export function unavailableCode(error: unknown): 'overloaded' | 'service_unavailable' | undefined {
  if (!isUnavailable(error)) return undefined;
  return wasNeverSent(error) ? 'overloaded' : 'service_unavailable';
}

const rolledBack = new WeakSet<Error>();

/** Notes that PostgreSQL reported this error for a statement that was sent with the COMMIT, and before it. */
export function markRolledBack(error: Error): void {
  rolledBack.add(error);
}

/** PostgreSQL reported that the transaction is not committed. Any other error at COMMIT leaves the outcome unknown. */
export function isDefinitelyRolledBack(error: unknown): boolean {
  if (error instanceof Error && rolledBack.has(error)) return true;
  return /^(23|40|25|42)/.test(sqlstate(error) ?? '');
}
