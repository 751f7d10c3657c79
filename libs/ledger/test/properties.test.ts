import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { credit, debit, transfer } from '../src/index.ts';
import { noDetails, openBank, type Bank } from './bank.ts';

/*
 * Compares random sequences of movements, some of them at the same time, with a model of plain numbers, refusals included.
 * The model has no batches, locks or rows.
 */

type Step = { kind: 'credit' | 'debit' | 'transfer'; from: number; to: number; amount: number; key: number };

let bank: Bank;
beforeAll(async () => {
  bank = await openBank();
});
afterAll(() => bank.close());

const overdrafts = [0, 50, 0];
const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom('credit', 'debit', 'transfer'),
  from: fc.nat(2),
  to: fc.nat(2),
  amount: fc.integer({ min: 1, max: 120 }),
  key: fc.nat(1_000_000),
});

function apply(balances: number[], { kind, from, to, amount }: Step): boolean {
  if (kind !== 'credit' && balances[from]! + overdrafts[from]! < amount) return false;
  if (kind !== 'credit') balances[from]! -= amount;
  if (kind === 'credit') balances[from]! += amount;
  if (kind === 'transfer') balances[to]! += amount;
  return true;
}

function command(accounts: string[], { kind, from, to, amount }: Step, idempotencyKey: string | null) {
  const request = bank.request(idempotencyKey);
  const accountId = accounts[from]!;
  if (kind === 'credit') return credit({ accountId, amount, ...noDetails }, request);
  if (kind === 'debit') return debit({ accountId, amount, ...noDetails }, request);
  return transfer({ fromAccountId: accountId, toAccountId: accounts[to]!, amount, ...noDetails }, request);
}

const balancesOf = (accounts: string[]) =>
  Promise.all(accounts.map(async (id) => (await bank.ledger.getAccount(bank.tenantId, id)).balance));

test('random sequences of movements, each repeated under its key, end with the balances of the model', async () => {
  const steps = fc.array(
    step.filter(({ kind, from, to }) => kind !== 'transfer' || from !== to),
    { maxLength: 12 },
  );
  let run = 0;
  await fc.assert(
    fc.asyncProperty(steps, async (sequence) => {
      run += 1;
      const accounts = await Promise.all(
        overdrafts.map((overdraftLimit) => bank.account(0, { overdraftLimit })),
      );
      const model = [0, 0, 0];
      for (const [index, each] of sequence.entries()) {
        const key = `run-${run}-${index}`;
        const post = () =>
          bank.ledger.post(command(accounts, each, key)).then(
            () => true,
            () => false,
          );
        const expected = apply(model, each);
        expect([await post(), await post()]).toEqual([expected, expected]);
        expect(await balancesOf(accounts)).toEqual(model);
      }
    }),
    { numRuns: 60 },
  );
});

test('of movements sent at the same time the bank accepts those that the model accepts in order, and no others', async () => {
  const steps = fc.array(
    step.filter(({ kind, from, to }) => kind !== 'transfer' || from !== to),
    {
      minLength: 5,
      maxLength: 40,
    },
  );
  await fc.assert(
    fc.asyncProperty(steps, async (sequence) => {
      const accounts = await Promise.all(
        overdrafts.map((overdraftLimit) => bank.account(100, { overdraftLimit })),
      );
      const accepted = await Promise.all(
        sequence.map((each) =>
          bank.ledger.post(command(accounts, each, null)).then(
            () => true,
            () => false,
          ),
        ),
      );
      const model = [100, 100, 100];
      // A batch is decided in order of arrival, so the bank accepts what the model accepts in that order.
      expect(sequence.map((each) => apply(model, each))).toEqual(accepted);
      expect(await balancesOf(accounts)).toEqual(model);
    }),
    { numRuns: 60 },
  );
});
