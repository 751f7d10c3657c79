/** Called at points where a test may end the process or make it fail. In production the apps pass none. */
export type Failpoint = (
  line: 'posting.before-commit' | 'posting.after-commit' | 'purge.before-commit',
) => Promise<void> | undefined;
