/** Lines at which a test may end the process, or make it fail. The apps hand in what does it; nothing does in production. */
export type Failpoint = (
  line: 'posting.before-commit' | 'posting.after-commit' | 'purge.before-commit',
) => Promise<void> | undefined;
