import { expect, test } from '@jest/globals';
import { credit, movementBatch, movementOnUnknownParent } from './commands.ts';

const context = {
  tenantId: 'tenant_01m819eke0e209k3gghyc4dkah',
  idempotencyKey: 'k',
  requestId: null,
  actor: null,
  waitMs: 1_000,
};
const unknown = movementOnUnknownParent('txn_x', { type: 'void', hold_id: 'txn_x' }, context);
const details = { reference: null, description: null, metadata: null };
const known = credit(
  { accountId: 'acct_01m819eke0e209k3gghyc4dkaa', amount: 5, currency: 'EUR', ...details },
  context,
);
const batch = movementBatch({ atomic: false, commands: [unknown, known] }, context);

/* From the release that stored them first: a request that is retried after an upgrade must still be recognised. */
test.each([
  [
    'a movement on an unknown transaction',
    unknown,
    '356ed3277d91cfc5088961fd707e83ba3f373a9952af1cebb0c7fed1a215721d',
  ],
  ['a batch that contains one', batch, '92db3cd3231846b9a6f820ced5a60f33d4ef694e22eb10ce8a4759b689bdf10e'],
])('%s keeps the fingerprint that existing keys are stored with', (_name, { fingerprint }, stored) => {
  expect(fingerprint?.toString('hex')).toBe(stored);
});
