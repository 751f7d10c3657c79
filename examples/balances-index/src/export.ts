import { BalanceIndex } from './balance-index.ts';

const index = new BalanceIndex(process.env['INDEX_DB'] ?? 'balances.db');
for (const line of index.csv()) console.log(line);
if (index.countAside() > 0)
  console.error(`${index.countAside()} messages were put aside: see the table put_aside`);
index.close();
