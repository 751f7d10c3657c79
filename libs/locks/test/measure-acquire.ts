/**
 * Measures the locks of one batch: `node libs/locks/test/measure-acquire.ts redis://127.0.0.1:16390,redis://…`
 * Prints the median and the 99th percentile of acquire, and of acquire plus release, in ms.
 */
import { createAccountLocks } from '../src/index.ts';

const urls = (process.argv[2] ?? '').split(',');
const locks = createAccountLocks({ urls });
await locks.ready();
if (locks.status().degraded) throw new Error(`No quorum: ${JSON.stringify(locks.status().nodes)}`);

for (const size of [1, 50, 500]) {
  const rounds = size === 500 ? 400 : 2000;
  const acquireMs: number[] = [];
  const bothMs: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const ids = Array.from({ length: size }, (_, i) => `acct_bench_${round}_${i}`);
    const start = performance.now();
    const hold = await locks.acquire(ids);
    acquireMs.push(performance.now() - start);
    await hold.release();
    bothMs.push(performance.now() - start);
  }
  console.log(`${size} accounts: acquire ${spread(acquireMs)}, with release ${spread(bothMs)}`);
}
await locks.close();

function spread(values: number[]): string {
  values.sort((a, b) => a - b);
  const at = (share: number) => values[Math.floor(values.length * share)]!.toFixed(2);
  return `p50 ${at(0.5)} p99 ${at(0.99)}`;
}
