/** A long time limit: on a busy machine a slow request is measured, not refused. */
export const longTimeouts = { POSTING_ANSWER_WITHIN_MS: '30000' };

/** One request per commit, with many concurrent units of work, so that the disk is never idle between them. */
export const oneCommitEach = {
  POSTING_BATCH_SIZE: '1',
  POSTING_BATCHES_IN_FLIGHT: '20',
  DATABASE_POOL_SIZE: '20',
};
