/** On a busy machine a request may wait long; where speed is the question it is measured, not refused. */
export const longTimeouts = { POSTING_ANSWER_WITHIN_MS: '30000' };

/** One request a commit. Many units of work at once, or the disk would be idle between them. */
export const oneCommitEach = {
  POSTING_BATCH_SIZE: '1',
  POSTING_BATCHES_IN_FLIGHT: '20',
  DATABASE_POOL_SIZE: '20',
};
