export { clockShiftedBy, launchApp, startApp, type StartedApp } from './app.ts';
export { migrateBank, openTenant, startApps, startBank, type Bank } from './bank.ts';
export { readEventsContract, type KafkaRecord } from './events-contract.ts';
export { isInGroup, handledBy } from './consumer-app.ts';
export { createPublisher, readTopics } from '@florin/messaging';
export { collectEvents, type CollectedEvent, type EventCollector } from './collect-events.ts';
export { openAppDatabase, type AppDatabase } from './app-database.ts';
export { askInternally } from './ask-internally.ts';
export { findChromium, freePort } from '@florin/processes';
export { createAuthority } from './certificates.ts';
export { eventually } from './eventually.ts';
export { execute, packPackage, type PackedPackage } from './packed-package.ts';
export { createPackedProject, type PackedProject } from './packed-project.ts';
export {
  makeSynchronous,
  startKafka,
  startPostgres,
  startPostgresOnSmallDisk,
  startRedisNodes,
  startSecureKafka,
  startStandby,
  startTlsPostgres,
  startTlsRedis,
} from './private-services.ts';
export type {
  PrivateKafka,
  PrivatePostgres,
  PrivateRedis,
  SecureKafka,
  SmallDisk,
} from './private-services.ts';
export { startSecureBank, type SecureBank } from './secure-bank.ts';
export { startSilentProxy, type SilentProxy } from './silent-proxy.ts';
export { createTestDatabase, type TestDatabase } from './test-database.ts';
export { testServices, withKafka, withRedis } from './test-services.ts';
export { wireTo, type Wire } from './wire.ts';
export { seededRandom } from './seeded-random.ts';
export { encodeSample, sampleTransaction, sampleTransfer } from './sample-events.ts';
export { conformanceCases, runCase } from './conformance/conformance.ts';
export { endlessAnswers, startRawServer, type RawServer } from './endless-answers.ts';
export { itemAt } from './item-at.ts';
