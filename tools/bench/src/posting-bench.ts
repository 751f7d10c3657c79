import { fromRoot } from '@florin/local-stack';
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { parseArgs } from 'node:util';
import {
  balances,
  checkBooks,
  openBank,
  residentMb,
  type BankUnderTest,
  type Server,
} from './bank-under-test.ts';
import { generateLoad } from './load-generator.ts';
import { caseTitles, figureLine, medians, ratioLines, type CaseName, type Figures } from './report.ts';

/** The posting queue's batches against batches of one, beside a door that does nothing. */
const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '5' },
    connections: { type: 'string', default: '64' },
  },
});
const rounds = Number(options.rounds);
const durationMs = Number(options.seconds) * 1_000;
const connections = Number(options.connections);
const startedAt = performance.now();
const say = (line: string) =>
  console.log(`${((performance.now() - startedAt) / 1000).toFixed(0).padStart(4)} s  ${line}`);

const bank = await openBank(say);
try {
  const idleMb = residentMb(bank.servers.batchesOfOne);
  say(`an idle API process has ${idleMb.toFixed(0)} MB resident`);
  await warmUp(bank);
  const measured: Record<CaseName, Figures>[] = [];
  for (let round = 1; round <= rounds; round++) measured.push(await runRound(bank, round));
  report(medians(measured), measured, idleMb);
} finally {
  await bank.stop();
}

function casesOf({ servers, accountIds, hotAccountId }: BankUnderTest): [CaseName, Server, string[]][] {
  return [
    ['empty', servers.emptyDoor, accountIds],
    ['spread', servers.batches, accountIds],
    ['hot', servers.batches, [hotAccountId]],
    ['spreadOne', servers.batchesOfOne, accountIds],
    ['hotOne', servers.batchesOfOne, [hotAccountId]],
  ];
}

async function warmUp(bank: BankUnderTest): Promise<void> {
  for (const [, server, accountIds] of casesOf(bank)) {
    await generateLoad({
      baseUrl: server.url,
      apiKey: bank.apiKey,
      accountIds,
      connections,
      durationMs: 1_500,
    });
  }
  say('warmed up');
}

async function runRound(bank: BankUnderTest, round: number): Promise<Record<CaseName, Figures>> {
  const figures: Partial<Record<CaseName, Figures>> = {};
  for (const [name, server, accountIds] of casesOf(bank)) {
    const before = await balances(bank.database);
    const result = await generateLoad({
      baseUrl: server.url,
      apiKey: bank.apiKey,
      accountIds,
      connections,
      durationMs,
    });
    if (name !== 'empty') await checkBooks(bank, before, result);
    const { perSecond, p50Ms, p99Ms } = result;
    figures[name] = { perSecond, p50Ms, p99Ms };
    say(`round ${round} of ${rounds}: ${figureLine(name, { perSecond, p50Ms, p99Ms })}`);
  }
  return figures as Record<CaseName, Figures>;
}

function report(
  figures: Record<CaseName, Figures>,
  measured: Record<CaseName, Figures>[],
  idleMb: number,
): void {
  const lines = ratioLines(figures);
  console.log(
    `\n${connections} connections, medians of ${rounds} rounds of ${durationMs / 1000} s, ${availableParallelism()} cores`,
  );
  console.log(`${''.padEnd(44)} ${'/s'.padStart(9)} ${'p50 ms'.padStart(9)} ${'p99 ms'.padStart(9)}`);
  for (const name of Object.keys(caseTitles) as CaseName[]) console.log(figureLine(name, figures[name]));
  console.log('');
  for (const { line, reached } of lines) console.log(`${line}   ${reached ? 'reached' : 'NOT reached'}`);
  console.log(
    `idle API process ${idleMb.toFixed(0)} MB, at most 150   ${idleMb < 150 ? 'reached' : 'NOT reached'}`,
  );
  console.log('Balances equalled what was acknowledged, and the books balanced, after every case.');

  const git = execFileSync('git', ['rev-parse', '--short', 'HEAD'], {
    cwd: fromRoot(),
    encoding: 'utf8',
  }).trim();
  const machine = { cores: availableParallelism(), cpu: cpus()[0]?.model, node: process.version };
  mkdirSync(fromRoot('bench'), { recursive: true });
  const results = { git, machine, connections, rounds, durationMs, figures, ratios: lines, idleMb, measured };
  writeFileSync(fromRoot('bench', 'results.json'), `${JSON.stringify(results, null, 2)}\n`);
}
