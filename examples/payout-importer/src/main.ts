import { readFileSync, writeFileSync } from 'node:fs';
import { Florin } from '@florin/sdk';
import { importPayouts, refusedCsv } from './import-payouts.ts';
import { readPayouts } from './payouts.ts';

const { FLORIN_URL = 'http://127.0.0.1:3000', FLORIN_API_KEY = '', BATCH_SIZE = '1000' } = process.env;
const [from, file] = process.argv.slice(2);

if (!from || !file) {
  console.error('Usage: npm start -- acct_… payouts.csv');
  process.exit(2);
}
try {
  const payouts = readPayouts(readFileSync(file, 'utf8'));
  const florin = new Florin({ apiKey: FLORIN_API_KEY, baseUrl: FLORIN_URL, maxRetries: 10 });
  const { paid, paidBefore, refused } = await importPayouts(florin, from, payouts, {
    batchSize: Number(BATCH_SIZE),
    onProgress: (done) => console.log(`${done} of ${payouts.length}`),
  });
  console.log(`${paid} paid, ${paidBefore} paid before, ${refused.length} refused`);
  if (refused.length > 0) writeFileSync(`${file}.errors.csv`, refusedCsv(refused));
  process.exitCode = refused.length > 0 ? 1 : 0;
} catch (error) {
  console.error(`${(error as Error).message}\nStart it again: what was paid is not paid twice.`);
  process.exitCode = 2;
}
