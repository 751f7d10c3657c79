export { isRefused, transactionsOf, type MovementResult, type RecordedBatch } from '@florin/rules';
