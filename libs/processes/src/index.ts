export { answersOk, appNames, describeAllApps, describeApp, type AppName } from './apps.ts';
export { endProcess, endRecorded } from './end-recorded.ts';
export { internalKeys } from './internal-keys.ts';
export { freePort, freePorts, isListening, requireFreePort } from './ports.ts';
export {
  claimRecord,
  isAlive,
  readRecord,
  readRecords,
  recordOf,
  removeRecord,
  writeRecord,
  type ProcessRecord,
} from './process-record.ts';
export { sendSignal, signalTree, startProgram } from './program.ts';
export type { ProgramDescription, RunningProgram } from './program.ts';
export { fromRoot, nodeBinary, repositoryRoot } from './repository.ts';
export { givenServices, type ServiceUrls } from './service-urls.ts';
export { findChromium } from './services/chromium.ts';
export { describeKafka } from './services/kafka.ts';
export { ensureKafkaJars } from './services/kafka-jars.ts';
export { describePostgres, postgresUrl, untilKilledPostgresIsGone } from './services/postgres.ts';
export {
  connectionTo,
  copyForStandby,
  copyRunning,
  followPrimary,
  isStandby,
  recoverFromArchive,
} from './services/postgres-standby.ts';
export { ensureDebianProgram } from './services/debian-program.ts';
export type { PythonPrograms } from './services/python-programs.ts';
export { describeRedis, ensureRedisServer } from './services/redis.ts';
export { SetupProblem } from './setup-problem.ts';
export { stopOrder } from './stop-order.ts';
export { unpackRevision } from './unpack-revision.ts';
export {
  keepsTestDatabases,
  openTestDirectory,
  recordTestProgram,
  runDirectory,
  sweepTestDirectories,
} from './test-directory.ts';
