/** Each bench is a file that runs when it is imported; `npm run bench` alone measures posting. */
const benches: Record<string, () => Promise<unknown>> = {
  'catch-up': () => import('./catch-up/catch-up-bench.ts'),
  history: () => import('./history-bench.ts'),
};

const measurePosting = () => import('./posting-bench.ts');

await (benches[process.argv[2] ?? ''] ?? measurePosting)();
