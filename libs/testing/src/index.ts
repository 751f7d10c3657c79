export { startApp, type StartedApp } from './app.ts';
export { eventually } from './eventually.ts';
export type { PrivateProgram } from './private-program.ts';
export { startKafka, startPostgres, startRedisNodes } from './private-services.ts';
export type { PrivateKafka, PrivatePostgres, PrivateRedis } from './private-services.ts';
export { createTestDatabase, type TestDatabase } from './test-database.ts';
export { testServices, type TestServices } from './test-services.ts';
export { encodeSample, sampleTransaction, sampleTransfer, type SampleTransaction } from './sample-events.ts';
