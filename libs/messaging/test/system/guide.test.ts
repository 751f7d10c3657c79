import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createMetrics } from '@florin/service';
import { eventually, startKafka, type PrivateKafka } from '@florin/testing';
import { createPublisher, ensureTopics, type Publisher } from '../../src/index.ts';
import { logger, movements, newAccounts } from '../scene.ts';

const topic = 'transactions.completed';
const packageRoot = fileURLToPath(new URL('../..', import.meta.url));
const guide = readFileSync(new URL('../../../../docs/events.md', import.meta.url), 'utf8');
const program = /^```js\n([\s\S]*?)^```/m.exec(guide)![1]!;
const directory = mkdtempSync(join(tmpdir(), 'florin-guide-'));
const totalsFile = join(directory, 'totals.db');
const running: ChildProcess[] = [];
let kafka: PrivateKafka;
let publisher: Publisher;

beforeAll(async () => {
  kafka = await startKafka();
  const address = { brokers: [kafka.broker], clientId: 'test', logger };
  await ensureTopics({ ...address, topics: [topic] });
  publisher = await createPublisher({ ...address, metrics: createMetrics('test') });
});

afterAll(async () => {
  for (const child of running) child.kill('SIGKILL');
  await publisher?.close();
  await kafka?.stop();
  rmSync(directory, { recursive: true });
});

function startConsumer(): ChildProcess {
  const env = { ...process.env, KAFKA_BROKERS: kafka.broker, TOTALS: totalsFile };
  const options = { cwd: packageRoot, env, stdio: 'ignore' } as const;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], options);
  running.push(child);
  return child;
}

type Line = { id: string; version: number; balance: number; movements: number };

/** Reads the database in another process, because Jest does not support Node's SQLite. */
function totals(): Line[] {
  const script = `
    const { DatabaseSync } = require('node:sqlite');
    const totals = new DatabaseSync(${JSON.stringify(totalsFile)}, { readOnly: true });
    console.log(JSON.stringify(totals.prepare('select * from accounts order by id').all()))`;
  const out = execFileSync(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'ignore'] });
  return JSON.parse(String(out)) as Line[];
}

test('the consumer of the guide counts once and keeps the newest balance, also after a kill and repeated events', async () => {
  const accounts = newAccounts(5).sort();
  const each = 40;
  const first = movements(topic, accounts, each / 2);
  const second = movements(topic, accounts, each / 2, each / 2 + 1);
  const broken = { topic, key: accounts[0]!, value: 'not JSON', headers: {} };
  const unknown = {
    ...broken,
    value: JSON.stringify({ type: 'florin.transactions.completed.v9', data: null }),
  };
  const expected = (version: number) =>
    accounts.map((id) => ({ id, version, balance: 100 * version, movements: version }));
  const until = (version: number) =>
    eventually(
      () => {
        expect(totals()).toEqual(expected(version));
        return true;
      },
      { everyMs: 500 },
    );

  startConsumer();
  await publisher.publish([broken, ...first, unknown]);
  await until(each / 2);
  running[0]!.kill('SIGKILL');
  // Events published before arrive again, after newer ones.
  await publisher.publish([...second, ...first.toReversed()]);
  const restarted = startConsumer();
  await until(each);
  const marks = movements(topic, accounts, 1, each + 1);
  await publisher.publish([...second, ...marks]);
  await until(each + 1);

  const ended = new Promise((resolve) => restarted.once('exit', (code) => resolve(code)));
  restarted.kill('SIGTERM');
  expect(await ended).toBe(0);
});
