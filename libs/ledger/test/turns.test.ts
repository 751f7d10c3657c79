import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { idToUuid, newId, runParameterized } from '@florin/database';
import { itemAt } from '@florin/testing';
import { movementBatch, transfer, type Command, type RequestContext } from '../src/index.ts';
import { noDetails, openBank, type Bank } from './bank.ts';

/** The largest number of movements in a request, each between two accounts of its own. */
const movements = 1_000;
/** The largest share of one turn in the CPU time of all long turns. In a single turn it would be more than half. */
const largestShare = 0.45;
/** Shorter turns are mostly the measuring itself. */
const countedFromMs = 3;
const metadata = Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`k${n}`, 'v'.repeat(30)]));

let bank: Bank;
let ids: string[];
beforeAll(async () => {
  // This test is about turns: on a busy machine a batch of a thousand may take longer than the default limit.
  bank = await openBank({ answerWithinMs: 60_000 });
  // Inserted by one statement: opening each would take longer than the rest of the test.
  ids = Array.from({ length: 2 * movements }, () => newId('acct'));
  await bank.database.unitOfWork((em) =>
    runParameterized(
      em,
      `insert into ledger.accounts (id, tenant_id, currency, overdraft_limit)
       select unnest($2::uuid[]), $1, 'USD', 1000`,
      [idToUuid(bank.tenantId), ids.map(idToUuid)],
    ),
  );
});
afterAll(() => bank.close());

/** CPU time of this thread, so that other processes do not count. */
const cpuMs = (): number => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
};

/** The CPU time of each turn of the event loop until the work ends. */
async function turnsOf(work: () => Promise<unknown>): Promise<number[]> {
  const turns: number[] = [];
  let [last, watching] = [cpuMs(), true];
  const watch = () => {
    const now = cpuMs();
    turns.push(now - last);
    last = now;
    if (watching) setImmediate(watch);
  };
  setImmediate(watch);
  await work();
  await new Promise((resolve) => setImmediate(resolve));
  watching = false;
  return turns;
}

const transfers = (context: RequestContext): Command[] =>
  Array.from({ length: movements }, (_, n) =>
    transfer(
      {
        fromAccountId: itemAt(ids, 2 * n),
        toAccountId: itemAt(ids, 2 * n + 1),
        amount: 1,
        ...noDetails,
        metadata,
      },
      context,
    ),
  );

test('the largest batch takes several turns of the event loop, so that other requests run in between', async () => {
  const shares: number[] = [];
  // The median of five rounds, because garbage collection lengthens some turns.
  for (let round = 0; round < 5; round++) {
    const context = bank.request(null, 30_000);
    const commands = transfers(context);
    const turns = await turnsOf(() =>
      bank.ledger.postBatch(movementBatch({ atomic: false, commands }, context)),
    );
    const long = turns.filter((turn) => turn > countedFromMs);
    shares.push(Math.max(...long) / long.reduce((sum, turn) => sum + turn, 0));
  }
  const median = itemAt(
    shares.sort((one, other) => one - other),
    2,
  );
  expect(median).toBeLessThan(largestShare);
});
