import type { AuditEntry } from './audit-log.ts';
import type { Database } from './database.ts';
import { sqlstate } from './failures.ts';
import { runParameterized } from './parameterized.ts';
import type { UnitOfWork } from './unit-of-work.ts';

/** What an operator's command does to something that has no record of its own. */
export type OperatorAction = {
  actor: NonNullable<AuditEntry['actor']>;
  object: { type: 'event_topic' | 'consumer_group' | 'rollups'; name: string };
  /** What the command does, such as `replay`. */
  action: string;
  /** How the command was called; never a secret. */
  details: Record<string, unknown>;
};

/** The schema is older than these records, or the role may not add any. */
class NoRecords extends Error {
  constructor(cause: unknown) {
    super(
      'The record of who runs this command cannot be written to access.operator_actions: ' +
        'run "npm run admin -- migrate" with the owner\'s URL, and set DATABASE_URL to a role that may.',
      { cause },
    );
    this.name = 'NoRecords';
  }
}

const missing = new Set(['42P01', '3F000', '42501']);

function explain(error: unknown): never {
  throw missing.has(sqlstate(error) ?? '') ? new NoRecords(error) : error;
}

/** Throws one line for the operator when there is no table for the record, before a long command begins. */
export async function checkOperatorActions(database: Database): Promise<void> {
  await database.query(`select 'access.operator_actions'::regclass`, []).catch(explain);
}

/**
 * Records an action in the audit log, where only operators see it: in the unit of work that changes something, or before the
 * change where that is not in PostgreSQL. Such a record says that the command began.
 */
export async function recordOperatorAction(
  unit: UnitOfWork,
  { actor, object, action, details }: OperatorAction,
): Promise<void> {
  await runParameterized(
    unit,
    `insert into access.operator_actions (object_type, object_name, action, details, actor)
     values ($1, $2, $3, $4::jsonb, $5::jsonb)`,
    [object.type, object.name, action, JSON.stringify(details), JSON.stringify(actor)],
  ).catch(explain);
}
