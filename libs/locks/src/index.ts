export { createSharedCounts, type SharedCounts } from './shared-counts.ts';
export { createAccountLocks, type AccountLocks, type AccountLocksOptions } from './account-locks.ts';
export { inspectNode, type NodeFacts } from './inspect-node.ts';
export { redisOf, redisSettings, type RedisSettings } from './redis-settings.ts';
