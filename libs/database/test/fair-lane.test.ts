import { expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseOverloaded, Lane } from '../src/lane.ts';

/** Uses of a lane that run until the test ends them. */
function uses(lane: Lane) {
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  const use = (tenant: string, afterMs = 0) =>
    lane.run(async () => {
      begun.push(tenant);
      await new Promise<void>((resolve) => ends.push(resolve));
      await sleep(afterMs);
    }, tenant);
  /** Ends the use that has run longest. */
  const end = async () => {
    ends.shift()?.();
    await sleep(5);
  };
  return { begun, use, end };
}
const answerWithinMs = 60_000;

test('tenants take turns, whatever one of them has waiting', async () => {
  const { begun, use, end } = uses(new Lane({ atOnceMax: 1, answerWithinMs }));
  const all = [...Array.from({ length: 5 }, () => use('many')), use('other'), use('other')];
  while (begun.length < all.length) await end();
  await end();
  await Promise.all(all);
  expect(begun.slice(0, 5).filter((tenant) => tenant === 'other')).toHaveLength(2);
});

test('one tenant leaves a connection to the others', async () => {
  const { begun, use, end } = uses(new Lane({ atOnceMax: 3, perTenantMax: 2, answerWithinMs }));
  const all = [use('many'), use('many'), use('many'), use('other')];
  await sleep(5);
  expect(begun).toEqual(['many', 'many', 'other']);
  for (let count = 0; count < 4; count++) await end();
  await Promise.all(all);
});

test('a tenant whose reads take long has fewer turns', async () => {
  const { begun, use, end } = uses(new Lane({ atOnceMax: 1, answerWithinMs }));
  const long = Array.from({ length: 3 }, () => use('long', 200));
  await end();
  const short = Array.from({ length: 10 }, () => use('short'));
  await sleep(300);
  const all = [...long, ...short];
  while (begun.length < all.length) await end();
  await end();
  await Promise.all(all);
  expect(begun.slice(0, 1)).toEqual(['long']);
  expect(begun.lastIndexOf('short')).toBeLessThan(begun.lastIndexOf('long'));
});

test('when too many wait, a tenant above its share is refused, and another takes its place', async () => {
  const { use, end } = uses(new Lane({ atOnceMax: 1, waitingMax: 4, answerWithinMs }));
  const running = use('many');
  const waiting = Array.from({ length: 4 }, () => use('many'));
  const refused = waiting[3]!.catch((error: unknown) => error);
  await expect(use('many')).rejects.toMatchObject({ share: 4 });
  const other = use('other');
  expect(await refused).toBeInstanceOf(DatabaseOverloaded);
  expect(await refused).toMatchObject({ share: 2 });
  for (let count = 0; count < 5; count++) await end();
  await Promise.all([running, ...waiting.slice(0, 3), other]);
});
