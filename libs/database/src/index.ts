export {
  allAuditedObjects,
  auditedObjects,
  auditedObjectsOf,
  auditPositionIn,
  auditPositionText,
  isAuditedObject,
  readAuditLog,
  readAuditPart,
  readBankAuditLog,
  type AuditedObject,
  type AuditedSchema,
  type AuditEntry,
  type AuditLogFilter,
  type AuditPage,
  type AuditPosition,
  type BankAuditEntry,
} from './audit-log.ts';
export { connect, requestLimits } from './connect.ts';
export { Database } from './database.ts';
export { databaseSettings, replicaSettings } from './database-settings.ts';
export {
  CommitOutcomeUnknown,
  isUnavailable,
  isLockTimeout,
  isTenantMoving,
  isUniqueViolation,
  sqlstate,
  unavailableCode,
} from './failures.ts';
export { migrateWhenAvailable } from './migrate-when-available.ts';
export { clockMs, clockOffsetMaxMs, databaseClockAheadMs, readClock } from './clock.ts';
export { compareMigrations, SchemaOutdated, type MigrationSource } from './migrations.ts';
export { grantStatements, secureNewTables } from './grants.ts';
export { findTablesWithoutRowSecurity, tablesWithoutRowSecurity } from './row-security.ts';
export {
  createDerivedRoles,
  createRoles,
  databaseGrants,
  derivedSettings,
  derivedUrlOfRole,
  ensureDerivedRoles,
  roleNames,
  urlOfRole,
  withSession,
  type Role,
} from './roles.ts';
export { checkOperatorActions, recordOperatorAction, type OperatorAction } from './operator-actions.ts';
export { openConsumerDatabase } from './consumer-database.ts';
export { observeDatabase } from './observe-database.ts';
export { observeServer } from './observe-server.ts';
export { observeReplicas } from './observe-replicas.ts';
export { Replicas } from './replicas.ts';
export { ReplicaReads, type ReadSource, type TenantReads } from './replica-reads.ts';
export { DatabaseOverloaded, DatabaseTooSlow } from './lane.ts';
export { leadUntilStopped } from './lead-until-stopped.ts';
export { LeadershipLost, type Leadership } from './leadership.ts';
export { uuidsFromNames } from './name-uuid.ts';
export { JsonObject, Moment, momentText, WholeNumber } from './plain-types.ts';
export { listenTo } from './listen.ts';
export { lockRows } from './lock-rows.ts';
export { takeUpdates } from './bulk-update.ts';
export { LoneConnection } from './lone-connection.ts';
export { allMigrations } from './schemas.ts';
export { startPurge, type PurgeStep } from './purge.ts';
export { startRepeating } from './repeating-work.ts';
export { valuesOfRow } from './row-values.ts';
export {
  confirmCommits,
  parameterized,
  readOneRow,
  runForOneRow,
  runParameterized,
  runTogether,
  sendWithNext,
  runStatement,
  type Statement,
} from './parameterized.ts';
export { prepared } from './prepared.ts';
export {
  ascendingIds,
  idFromUuid,
  idToUuid,
  isId,
  lowestUuidAfter,
  lowestUuidAt,
  lowestUuidSince,
  momentOfUuid,
  newId,
  recurringIdToUuid,
  TypedId,
} from './typed-id.ts';
export { endUnitOfWork, type UnitOfWork } from './unit-of-work.ts';
