import type { Decided } from '@florin/rules';

export { decide, decisionOf, type Decided } from '@florin/rules';

/** `busy`: another session has locked the row of an account, and the request must be decided later. */
export type Decision = Decided | { kind: 'busy' };
