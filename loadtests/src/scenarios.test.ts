import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expectedBalances } from './expected-balances.ts';
import { readJournal } from './journal.ts';
import type { Plan } from './plan.ts';

/*
 * Runs one iteration of each scenario without k6 and without a bank. k6's modules exist only inside k6, so this file
 * provides the parts that scenarios use. The tests show that every scenario loads, names functions that it exports,
 * sends requests that the runner understands, and writes its journal. `npm run load` runs the scenarios in k6.
 */

const directory = mkdtempSync(join(tmpdir(), 'florin-scenarios-'));
const plan: Plan = {
  run: 'test',
  baseUrl: 'http://bank.test',
  credentialsFile: join(directory, 'credentials.json'),
  users: 10,
  durationSeconds: 3,
  accountIds: Array.from({ length: 12 }, (_, index) => `acct_${index}`),
  hotAccountId: 'acct_hot',
};
let turn = 0;

type Scenario = Record<string, unknown> & { options: Options };
type Options = {
  scenarios: Record<string, { exec?: string; executor: string; gracefulStop?: string }>;
  thresholds: Record<string, string[]>;
};

function answerTo(body: string): { status: number; body: string; headers: object; timings: object } {
  const { movements } = JSON.parse(body) as { movements?: object[] };
  const results = movements?.map((_, index) => ({ status: index === 0 ? 'failed' : 'completed' }));
  return { status: 200, body: JSON.stringify({ results }), headers: {}, timings: { duration: 1 } };
}

beforeAll(() => {
  writeFileSync(plan.credentialsFile, JSON.stringify({ api_key: 'flk_test' }));
  writeFileSync(join(directory, 'plan.json'), JSON.stringify(plan));
  Object.assign(globalThis, {
    __ENV: { PLAN: join(directory, 'plan.json') },
    open: (file: string) => readFileSync(file, 'utf8'),
  });
  class Metric {
    add() {}
  }
  const post = (_url: string, body: string) => answerTo(body);
  const vu = {
    idInTest: 1,
    get iterationInInstance() {
      return turn++;
    },
  };
  const modules = {
    k6: { sleep: () => undefined },
    'k6/execution': { default: { vu } },
    'k6/metrics': { Counter: Metric, Trend: Metric },
    'k6/http': {
      default: { post, get: () => ({ status: 200 }), setResponseCallback() {}, expectedStatuses() {} },
    },
  };
  for (const [name, module] of Object.entries(modules))
    jest.unstable_mockModule(name, () => module, { virtual: true });
});

afterAll(() => rmSync(directory, { recursive: true }));

const scenarios = join(import.meta.dirname, '..', 'scenarios');
const names = globSync('*.ts', { cwd: scenarios }).map((file) => file.replace(/\.ts$/, ''));

describe('a load scenario', () => {
  test.each(names)('%s sends movements that the runner can add up', async (name) => {
    const scenario = (await import(join(scenarios, `${name}.ts`))) as Scenario;
    expect(Object.keys(scenario.options.thresholds)).toEqual(
      expect.arrayContaining(['unexpected_answers', 'movement_ms']),
    );
    const lines: string[] = [];
    const printed = jest.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
    for (const { exec = 'default', gracefulStop } of Object.values(scenario.options.scenarios)) {
      // A user that is stopped in the middle of a movement would leave the runner to settle it.
      expect(gracefulStop).toBeDefined();
      for (let time = 0; time < 40; time++) (scenario[exec] as () => void)();
    }
    printed.mockRestore();

    const journal = readJournal(lines.join('\n'));
    expect(journal.moved.length).toBeGreaterThan(0);
    expect(journal.open).toEqual([]);
    const start = [...plan.accountIds, plan.hotAccountId].map(
      (id) => [id, { balance: 0, version: 0 }] as const,
    );
    const after = [...expectedBalances(new Map(start), journal.moved).values()];
    expect(after.some(({ version }) => version > 0)).toBe(true);
  });

  test('is described in the README, and the README describes no other', () => {
    const readme = readFileSync(join(import.meta.dirname, '..', 'README.md'), 'utf8');
    const reported = [...readme.matchAll(/^\| `([a-z-]+)` +\|/gm)].map(([, name]) => name);
    expect(reported.sort()).toEqual([...names].sort());
  });
});
