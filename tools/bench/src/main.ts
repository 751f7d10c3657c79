/** `npm run bench` measures posting, `npm run bench -- history` questions about the past. */
await (process.argv[2] === 'history' ? import('./history-bench.ts') : import('./posting-bench.ts'));
