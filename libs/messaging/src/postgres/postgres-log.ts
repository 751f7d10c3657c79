import type { EventLog } from '../event-log.ts';
import { consumeAsMember } from './group-member.ts';
import type { PostgresLogClient } from './log-session.ts';
import { openPostgresAdmin } from './postgres-admin.ts';
import { readPostgres } from './postgres-reader.ts';
import { openPostgresWriter } from './postgres-writer.ts';

/** The event log in the schema `event_log` of the bank's own database. */
export const postgresLog = (client: PostgresLogClient): EventLog => ({
  name: 'PostgreSQL',
  // The process has checked the same database for its own tables.
  check: () => Promise.resolve(),
  openWriter: (mayWrite) => openPostgresWriter(client, mayWrite),
  openAdmin: () => openPostgresAdmin(client),
  consume: (member) => consumeAsMember(client, member),
  read: (reader) => readPostgres(client, reader),
});
