export { createSharedCounts, type SharedCounts } from './shared-counts.ts';
export { createAccountLocks, type AccountLocks, type AccountLocksOptions } from './account-locks.ts';
export { inspectNode, type NodeFacts } from './inspect-node.ts';
export { redisTlsOf, redisTlsSettings, type RedisTlsSettings } from './redis-tls.ts';
