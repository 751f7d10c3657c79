import { describe, expect, test } from '@jest/globals';
import { itemAt } from '@florin/testing';
import fc from 'fast-check';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { PostingRequest } from './command.ts';
import { TenantShares } from './queue-limits.ts';
import { type BatchCapacity, WaitingRequest, WaitingRequests } from './waiting-requests.ts';

const everything: BatchCapacity = { movements: 500, bulk: true, accountsInUse: { has: () => false } };

/** A request of this tenant with this number of movements, on an account of its own unless the test names one. */
function waiting(tenantId: string, size = 1, accountId = `${tenantId} ${Math.random()}`): WaitingRequest {
  const command = { tenantId, idempotencyKey: null, waitMs: 1_000, accountIds: [accountId] };
  const commands = Array.from({ length: size }, () => command);
  return new WaitingRequest((size === 1 ? command : { ...command, commands }) as unknown as PostingRequest);
}

const sum = (requests: readonly WaitingRequest[]) => requests.reduce((total, { size }) => total + size, 0);

describe('the requests that wait', () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 1_000 }), { minLength: 1, maxLength: 8 });

  test('two tenants that always have requests waiting get the same number of movements, whatever their sizes', () => {
    fc.assert(
      fc.property(sizes, sizes, (ofOne, ofOther) => {
        const queue = new WaitingRequests();
        const sizesOf = { one: ofOne, other: ofOther };
        const served = { one: 0, other: 0 };
        const behind = { one: 0, other: 0 };
        const added = { one: 0, other: 0 };
        for (let batch = 0; batch < 60; batch++) {
          for (const tenant of ['one', 'other'] as const) {
            // More than a batch can contain.
            while (behind[tenant] < 2_000) {
              const size = itemAt(sizesOf[tenant], added[tenant]++ % sizesOf[tenant].length);
              queue.add(waiting(tenant, size));
              behind[tenant] += size;
            }
          }
          const taken = queue.take(everything);
          expect(taken.length).toBeGreaterThan(0);
          for (const { tenantId, size } of taken) {
            served[tenantId as 'one' | 'other'] += size;
            behind[tenantId as 'one' | 'other'] -= size;
          }
          // The largest request of each, however many batches there were.
          expect(Math.abs(served.one - served.other)).toBeLessThanOrEqual(2_000);
        }
      }),
      { numRuns: 100, examples: [[[1], [5, 771, 3, 992, 187, 1, 542, 442]]] },
    );
  });

  test('a unit of work of a dominant tenant takes none of the single movements of others, and takes their batches', () => {
    const queue = new WaitingRequests();
    for (const request of [waiting('one'), waiting('other'), waiting('other', 5)]) queue.add(request);
    const taken = queue.take({ ...everything, singlesOf: 'one' });
    expect(taken.map(({ tenantId, size }) => `${tenantId} ${size}`).sort()).toEqual(['one 1', 'other 5']);
    expect(queue.take({ ...everything, without: 'one' }).map(({ size }) => size)).toEqual([1]);
  });

  test('every request is taken once, and those of one tenant in order of arrival when nothing is skipped', () => {
    const requests = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: 1, max: 3 })), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(requests, (arrivals) => {
        const queue = new WaitingRequests();
        const all = arrivals.map(([tenant, size]) => waiting(tenant, size));
        for (const request of all) queue.add(request);
        expect(queue).toMatchObject({ requests: all.length, movements: sum(all) });
        const taken: WaitingRequest[] = [];
        while (queue.requests > 0) {
          const batch = queue.take({ ...everything, movements: 7 });
          expect(sum(batch)).toBeLessThanOrEqual(7);
          taken.push(...batch);
        }
        expect(new Set(taken).size).toBe(all.length);
        // A request that does not fit is skipped, so the order is that of each size.
        for (const tenant of ['a', 'b', 'c'])
          for (const size of [1, 2, 3]) {
            const isSuch = (each: WaitingRequest) => each.tenantId === tenant && each.size === size;
            expect(taken.filter(isSuch)).toEqual(all.filter(isSuch));
          }
      }),
    );
  });

  test('a tenant that comes later is in the next batch, whatever waits already', () => {
    const queue = new WaitingRequests();
    for (let count = 0; count < 900; count++) queue.add(waiting('many'));
    queue.take({ ...everything, movements: 100 });
    const late = waiting('late');
    queue.add(late);
    const batch = queue.take({ ...everything, movements: 10 });
    expect(batch).toHaveLength(10);
    expect(batch).toContain(late);
  });

  test('a tenant that was away gets no more than the others for it', () => {
    const queue = new WaitingRequests();
    for (let count = 0; count < 2_000; count++) queue.add(waiting('busy'));
    for (let count = 0; count < 10; count++) queue.take({ ...everything, movements: 100 });
    for (let count = 0; count < 500; count++) queue.add(waiting('back'));
    const batch = queue.take({ ...everything, movements: 100 });
    const ofBack = batch.filter(({ tenantId }) => tenantId === 'back').length;
    expect(ofBack).toBeGreaterThanOrEqual(50);
    expect(ofBack).toBeLessThanOrEqual(51);
  });

  test('small requests that never end do not hold up a batch of 1,000 of another tenant', () => {
    const queue = new WaitingRequests();
    queue.add(waiting('large', 1_000));
    queue.take(everything);
    const large = waiting('large', 1_000);
    queue.add(large);
    const batches: WaitingRequest[][] = [];
    while (!batches.flat().includes(large) && batches.length < 10) {
      for (let count = 0; count < 4; count++) queue.add(waiting('small'));
      batches.push(queue.take(everything));
    }
    expect(batches.length).toBeLessThanOrEqual(2);
  });

  test('requests for one account stay in order', () => {
    const queue = new WaitingRequests();
    const [first, second, other] = [waiting('t', 600, 'hot'), waiting('t', 1, 'hot'), waiting('u')];
    for (const request of [first, second, other]) queue.add(request);
    const inUse = { has: (id: string) => id === 'hot' };
    expect(queue.take({ ...everything, accountsInUse: inUse })).toEqual([other]);
    expect(queue.take(everything)).toEqual([first]);
    expect(queue.take(everything)).toEqual([second]);
  });
});

describe('the places of the queue', () => {
  const waitingMax = 5_000;
  const refused = async (request: WaitingRequest) =>
    Promise.race([request.answer.then(() => 'answered').catch(({ code }) => code), nextTurn('waits')]);

  function open() {
    const queue = new WaitingRequests();
    const shares = new TenantShares(queue, waitingMax);
    const enter = (request: WaitingRequest) => {
      shares.enter(request, queue.movements);
      queue.add(request);
      void request.answer.catch(() => undefined).finally(() => shares.leave(request));
      return request;
    };
    return { queue, enter, shares };
  }

  test('a lone tenant may use all of them, and is refused beyond them with the number that it may use', () => {
    const { queue, enter } = open();
    for (let count = 0; count < 5; count++) enter(waiting('lone', 1_000));
    expect(queue.movements).toBe(waitingMax);
    expect(() => enter(waiting('lone'))).toThrow(
      expect.objectContaining({ code: 'rate_limited', limit: waitingMax }),
    );
  });

  test('another tenant gets places of the one above its share, whose newest request is refused', async () => {
    const { queue, enter } = open();
    const batches = Array.from({ length: 5 }, () => enter(waiting('large', 1_000)));
    const single = enter(waiting('small'));
    expect(await Promise.all(batches.map(refused))).toEqual([...Array(4).fill('waits'), 'rate_limited']);
    expect(await refused(single)).toBe('waits');
    expect(queue.movements).toBe(4_001);
    for (let count = 0; count < 30; count++) expect(await refused(enter(waiting('small')))).toBe('waits');
    // Its share is now half of the places.
    expect(() => enter(waiting('large', 1_000))).toThrow(expect.objectContaining({ limit: 2_500 }));
  });

  test('whatever tenants send, the queue never has more than its places, and nobody below its share is refused', async () => {
    const arrivals = fc.array(
      fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: 1, max: 1_000 }), fc.boolean()),
      { maxLength: 100 },
    );
    await fc.assert(
      fc.asyncProperty(arrivals, async (requests) => {
        const { queue, enter } = open();
        for (const [tenant, size, isTaken] of requests) {
          const own = sum([...queue].filter(({ tenantId }) => tenantId === tenant));
          try {
            enter(waiting(tenant, size));
          } catch {
            expect(own + size).toBeGreaterThan(waitingMax / 3);
          }
          expect(queue.movements).toBeLessThanOrEqual(waitingMax);
          if (isTaken) for (const each of queue.take(everything)) each.failed(new Error('answered'));
          // Refusals are counted in a later microtask.
          await nextTurn();
        }
      }),
      { numRuns: 50 },
    );
  });
});
