import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openBank, type BankUnderTest, type Server } from '../../src/bank-under-test.ts';
import { checkBalances, checkInvariants, readBalances } from '../../src/check-balances.ts';
import { measureKilledProcess } from '../../src/killed-process.ts';
import { keepBusy } from '../../src/load/load.ts';
import {
  balanceReads,
  batches,
  movements,
  openings,
  transferBatches,
  transfers,
  type Workload,
} from '../../src/load/workloads.ts';
import { measureArrivals, measureBusy } from '../../src/measure.ts';
import { longTimeouts } from '../../src/servers.ts';

/* Checks that the bench measures what it says, with small loads; speed is not asserted. */

const silently = () => undefined;
let bank: BankUnderTest;
let api: Server;

beforeAll(async () => {
  bank = await openBank({ accounts: 30, say: silently });
  api = await bank.startApi('bench-test', longTimeouts);
});

afterAll(() => bank?.stop());

describe('the bench', () => {
  const workloads: [string, (bank: BankUnderTest) => Workload][] = [
    ['credits and debits', movements],
    ['transfers', ({ apiKey, accountIds }) => transfers(apiKey, accountIds, accountIds)],
    ['batches', (target) => batches(target, 20)],
    [
      'batches of transfers',
      ({ apiKey, accountIds, hotAccountId }) => transferBatches(apiKey, [hotAccountId], accountIds, 20),
    ],
    ['openings', ({ apiKey }) => openings(apiKey)],
    ['balance reads', balanceReads],
  ];

  test.each(workloads)('measures %s, each accepted, and finds the balances right', async (_, workload) => {
    const load = { servers: [api], connections: 4, durationMs: 300, workload: workload(bank) };
    const figures = await measureBusy(bank, load);
    expect(figures).toMatchObject({ refused: 0 });
    expect(figures.perSecond).toBeGreaterThan(0);
    expect(figures.p50Ms).toBeGreaterThan(0);
    expect(figures.p99Ms).toBeGreaterThanOrEqual(figures.p50Ms!);
  });

  test('opens more connections for requests that arrive while all others are busy', async () => {
    const load = { servers: [api], connections: 1, connectionsMax: 20, durationMs: 500, perSecond: 100 };
    const figures = await measureArrivals(bank, { ...load, workload: movements(bank) });
    expect(figures.refused).toBe(0);
    expect(figures.perSecond).toBeGreaterThan(0);
  });

  test('notices a movement that was acknowledged and is not in the balances', async () => {
    const before = await readBalances(bank.database);
    const load = { ports: [api.port], connections: 2, durationMs: 200, workload: movements(bank) };
    const result = await keepBusy(load);
    await checkBalances(bank.database, before, result);
    result.changes.set(bank.hotAccountId, 1);
    await expect(checkBalances(bank.database, before, result)).rejects.toThrow('deviate by 1');
  });

  test('kills an API that holds locks, and measures the waits for them', async () => {
    const measured = await measureKilledProcess(bank, {
      accounts: 30,
      secondsBefore: 1,
      secondsAfter: 4,
      say: silently,
    });
    expect(measured.lockedAccounts).toBeGreaterThan(0);
    expect(measured.lockedAccounts + measured.otherAccounts).toBe(30);
    // The locks were found half a second after the kill, so a request has waited at least that long.
    expect(measured.lockedLongestMs).toBeGreaterThan(400);
    await checkInvariants(bank.database);
  });
});
