import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { wireTo } from '@florin/testing';
import { connect } from '@florin/database';
import { debit, Ledger, ledgerEntities, movementBatch } from '../src/index.ts';
import { noDetails, openBank, queueDefaults, type Bank } from './bank.ts';

let bank: Bank;
beforeAll(async () => {
  bank = await openBank();
});
afterAll(() => bank.close());

/** A ledger whose connection breaks at its first COMMIT. */
async function ledgerThatLosesAnswers(when: 'after' | 'before') {
  const wire = await wireTo(bank.url, when);
  const database = await connect({
    url: wire.url,
    entities: ledgerEntities,
    applicationName: 'ledger-test',
    poolSize: 1,
  });
  const close = async () => {
    await database.close();
    wire.close();
  };
  return { ledger: new Ledger({ database, ...queueDefaults }), wire, close };
}

describe.each(['after', 'before'] as const)(
  'the answer to COMMIT is lost, the connection gone %s the server got it: a retry with the same key settles it, once',
  (when) => {
    test('for one movement', async () => {
      const accountId = await bank.account(100);
      const { ledger, wire, close } = await ledgerThatLosesAnswers(when);
      const pay = () => debit({ accountId, amount: 30, ...noDetails }, bank.request(`lost-${when}`));
      const first = await ledger.post(pay()).catch((error: Error) => error.name);
      expect(wire.broke()).toBe(1);
      // A committed movement is answered; otherwise the outcome is unknown.
      if (when === 'after') expect(first).toMatchObject({ replayed: false });
      else expect(first).toBe('CommitOutcomeUnknown');
      const again = await ledger.post(pay());
      expect(again.transaction.status).toBe('completed');
      expect(again.replayed).toBe(when === 'after');
      expect(await bank.ledger.getAccount(bank.tenantId, accountId)).toMatchObject({
        balance: 70,
        version: 2,
      });
      await close();
    });

    test('for a batch of movements, also for one that moved nothing', async () => {
      const accountId = await bank.account(100);
      for (const [what, amounts, left] of [
        ['some', [30, 80, 20], 50],
        ['none', [900], 50],
      ] as const) {
        const { ledger, wire, close } = await ledgerThatLosesAnswers(when);
        const context = bank.request(`lost-batch-${what}-${when}`);
        const commands = amounts.map((amount) => debit({ accountId, amount, ...noDetails }, context));
        const pay = () => ledger.postBatch(movementBatch({ atomic: false, commands }, context));
        const first = await pay().catch((error: Error) => error.name);
        expect(wire.broke()).toBe(1);
        if (when === 'after') expect(first).toMatchObject({ replayed: false });
        else expect(first).toBe('CommitOutcomeUnknown');
        const again = await pay();
        expect(again.batch.results).toHaveLength(amounts.length);
        expect(again.replayed).toBe(when === 'after');
        expect(await bank.ledger.getAccount(bank.tenantId, accountId)).toMatchObject({ balance: left });
        await close();
      }
    });
  },
);
