import { parseArgs } from 'node:util';
import { openBank } from './bank-under-test.ts';
import { checkInvariants } from './check-balances.ts';
import { describeMachine, sayWithTime, writeResults } from './machine.ts';
import { peerCases, type PeerCase } from './peer-cases.ts';
import { figureLine, headings, mediansOf, type Figures } from './report/figures.ts';

/** `npm run bench -- peers` runs the workloads of other ledgers' benchmarks against one API as it is deployed. */
const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '5' },
    /** TigerBeetle's benchmark has 10,000. */
    accounts: { type: 'string', default: '10000' },
  },
  allowPositionals: true,
});
const rounds = Number(options.rounds);
const durationMs = Number(options.seconds) * 1_000;
const accounts = Number(options.accounts);
const say = sayWithTime();

const bank = await openBank({ accounts, say });
try {
  const api = await bank.startApi('peers');
  const measured = peerCases.map((each): PeerCase & { taken: Figures[] } => ({ ...each, taken: [] }));
  await peerCases[0]?.measure(bank, api, durationMs);
  say('warmed up');
  for (let round = 1; round <= rounds; round++)
    for (const { title, measure, taken } of measured) {
      const figures = await measure(bank, api, durationMs);
      taken.push(figures);
      say(`round ${round} of ${rounds}: ${figureLine(title, figures)}`);
    }
  await checkInvariants(bank.database);
  const results = measured.map(({ title, source, theirs, taken }) => {
    return { title, source, theirs, figures: mediansOf(taken) };
  });
  console.log(`\nmedians of ${rounds} rounds of ${durationMs / 1_000} s, ${accounts} accounts\n${headings}`);
  for (const { title, figures, theirs } of results)
    console.log(`${figureLine(title, figures)}\n    ${theirs}`);
  console.log(
    'Balances equalled what was acknowledged after every case, and the ledger balanced at the end.',
  );
  writeResults('peers', { machine: describeMachine(bank), rounds, durationMs, accounts, results });
} finally {
  await bank.stop();
}
