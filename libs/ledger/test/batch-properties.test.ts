import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { itemAt } from '@florin/testing';
import fc from 'fast-check';
import {
  credit,
  debit,
  hold,
  movementBatch,
  Refusal,
  transfer,
  type Command,
  type MovementResult,
  type RequestContext,
} from '../src/index.ts';
import { noDetails, openBank, type Bank } from './bank.ts';

/*
 * Posts the same movements on two sets of accounts: as one batch on the left, one by one on the right. Each movement must
 * have the same result in both, and the accounts must end with the same state.
 */

type Step = { kind: 'credit' | 'debit' | 'transfer' | 'hold'; from: number; to: number; amount: number };

let bank: Bank;
beforeAll(async () => {
  bank = await openBank();
});
afterAll(() => bank.close());

const overdrafts = [0, 50, 0];
const steps = fc.array(
  fc
    .record<Step>({
      kind: fc.constantFrom('credit', 'debit', 'transfer', 'hold'),
      from: fc.nat(2),
      to: fc.nat(2),
      amount: fc.integer({ min: 1, max: 120 }),
    })
    .filter(({ kind, from, to }) => kind !== 'transfer' || from !== to),
  { minLength: 1, maxLength: 12 },
);

const openAccounts = () =>
  Promise.all(overdrafts.map((overdraftLimit) => bank.account(60, { overdraftLimit })));

function command(accounts: string[], { kind, from, to, amount }: Step, request: RequestContext): Command {
  const accountId = itemAt(accounts, from);
  const details = { amount, ...noDetails };
  if (kind === 'credit') return credit({ accountId, ...details }, request);
  if (kind === 'debit') return debit({ accountId, ...details }, request);
  if (kind === 'hold') return hold({ accountId, toAccountId: null, expiresAt: null, ...details }, request);
  return transfer({ fromAccountId: accountId, toAccountId: itemAt(accounts, to), ...details }, request);
}

function batchOf(accounts: string[], sequence: readonly Step[], atomic: boolean) {
  const request = bank.request();
  return movementBatch(
    { atomic, commands: sequence.map((step) => command(accounts, step, request)) },
    request,
  );
}

const saidOf = (result: MovementResult) =>
  result instanceof Refusal
    ? [result.code]
    : [
        result.status,
        result.failureCode,
        result.fromBalanceAfter,
        result.toBalanceAfter,
        result.fromHeldAfter,
      ];

async function postAlone(accounts: string[], step: Step): Promise<unknown[]> {
  const posted = await bank.ledger
    .post(command(accounts, step, bank.request()))
    .catch((error: Refusal) => error);
  return saidOf(posted.transaction ?? (posted as Refusal));
}

const stateOf = (accounts: string[]) =>
  Promise.all(
    accounts.map(async (id) => {
      const { balance, held, version } = await bank.ledger.getAccount(bank.tenantId, id);
      return { balance, held, version };
    }),
  );

test('a batch has the same results as its movements one by one', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (sequence) => {
      const [left, right] = [await openAccounts(), await openAccounts()];
      const previewed = await bank.ledger.previewBatch(batchOf(left, sequence, false));
      const { batch } = await bank.ledger.postBatch(batchOf(left, sequence, false));
      const alone: unknown[][] = [];
      for (const step of sequence) alone.push(await postAlone(right, step));
      expect(batch.results.map(saidOf)).toEqual(alone);
      expect(previewed.batch.results.map(saidOf)).toEqual(alone);
      expect(await stateOf(left)).toEqual(await stateOf(right));
    }),
    { numRuns: 40 },
  );
});

test('an atomic batch has the same results as its movements one by one, or moves nothing', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (sequence) => {
      const [left, right] = [await openAccounts(), await openAccounts()];
      const before = await stateOf(left);
      const outcome = await bank.ledger
        .postBatch(batchOf(left, sequence, true))
        .catch((error: Refusal) => error);
      const alone: unknown[][] = [];
      for (const step of sequence) alone.push(await postAlone(right, step));
      const refusedAt = alone.findIndex(([status]) => status === 'failed');
      if (refusedAt < 0) expect(await stateOf(left)).toEqual(await stateOf(right));
      else {
        expect(outcome).toMatchObject({ code: itemAt(alone, refusedAt)[1], movement: refusedAt });
        expect(await stateOf(left)).toEqual(before);
      }
    }),
    { numRuns: 40 },
  );
});
