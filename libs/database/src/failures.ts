/** The COMMIT was sent and no answer came: the work may or may not be in the database. Look before doing it again. */
export class CommitOutcomeUnknown extends Error {
  constructor(cause: unknown) {
    super('the outcome of the commit is unknown', { cause });
    this.name = 'CommitOutcomeUnknown';
  }
}

/** The SQLSTATE of a PostgreSQL error, however deep the ORM wrapped it. */
export function sqlstate(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : undefined;
}

/** Two units of work got in each other's way (serialization failure, deadlock): the whole decision may be tried again. */
export function isRetryable(error: unknown): boolean {
  const state = sqlstate(error);
  return state === '40001' || state === '40P01';
}

/** A unique constraint (this one, when named) refused the row. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  if (sqlstate(error) !== '23505') return false;
  return constraint === undefined || (error as { constraint?: string }).constraint === constraint;
}

const connectionErrors = new Set([
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
 * The database is away or overloaded rather than refusing: connection errors, SQLSTATE classes 08 (connection),
 * 53 (resources), 57 (shutdown, cancelled by timeout), 58 (its disk fails), 25006 (read-only: a standby, or made so),
 * 25P03 (idle in transaction too long) and 55P03 (lock timeout).
 */
export function isUnavailable(error: unknown): boolean {
  if (error instanceof CommitOutcomeUnknown) return true;
  const state = sqlstate(error);
  if (state !== undefined && /^(08|53|57|58)|^25006|^25P0|^55P03/.test(state)) return true;
  const { code, message, cause } = (error ?? {}) as { code?: string; message?: string; cause?: unknown };
  if (code !== undefined && connectionErrors.has(code)) return true;
  // pg reports a lost connection and an exhausted pool as plain errors without a code.
  if (
    /connection terminated|timeout expired|timeout exceeded when trying to connect|connection error|not queryable/i.test(
      message ?? '',
    )
  ) {
    return true;
  }
  return cause !== undefined && cause !== error && isUnavailable(cause);
}

// No connection (08001, 08004), too many of them (53300), starting or stopping (57P03), or no such host.
const neverConnected =
  /^(08001|08004|53300|57P03|ECONNREFUSED|ENOENT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN)$/;

/**
 * Whether the database was away before any statement was sent to it, so that it has not changed. False where it may
 * have: a connection that broke under a statement or a COMMIT.
 */
function wasNeverSent(error: unknown): boolean {
  if (typeof error !== 'object' || error === null || error instanceof CommitOutcomeUnknown) return false;
  const { code, syscall, message = '', cause } = error as NodeJS.ErrnoException & { cause?: unknown };
  if (syscall === 'connect' || neverConnected.test(code ?? '')) return true;
  if (/timeout exceeded when trying to connect/i.test(message)) return true;
  return cause !== undefined && cause !== error && wasNeverSent(cause);
}

/** The problem code for an error that means that the database is away; undefined for all other errors. */
export function unavailableCode(error: unknown): 'overloaded' | 'service_unavailable' | undefined {
  if (!isUnavailable(error)) return undefined;
  return wasNeverSent(error) ? 'overloaded' : 'service_unavailable';
}

/** PostgreSQL itself said that the transaction is not committed; anything else at COMMIT leaves it unknown. */
export function isDefinitelyRolledBack(error: unknown): boolean {
  return /^(23|40|25)/.test(sqlstate(error) ?? '');
}
