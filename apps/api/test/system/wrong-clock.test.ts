import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readClock } from '@florin/database';
import { clockShiftedBy, startApp, type StartedApp } from '@florin/testing';
import { Florin } from '@florin/sdk';
import { ask } from '../ask.ts';
import { openBank, type TestBank } from '../open-bank.ts';

const dayMs = 86_400_000;

let bank: TestBank;
const wrong: StartedApp[] = [];
/** Clients of an API whose clock is right, of one that is a day ahead, and of one that is a day behind. */
let clients: { right: Florin; ahead: Florin; behind: Florin };

beforeAll(async () => {
  bank = await openBank();
  for (const shiftMs of [dayMs, -dayMs]) {
    const env = { DATABASE_URL: bank.databaseUrl, ...clockShiftedBy(shiftMs) };
    wrong.push(await startApp('api', env));
  }
  const [ahead, behind] = wrong.map(({ url }) => new Florin({ apiKey: bank.apiKey, baseUrl: url }));
  clients = { right: bank.florin(), ahead: ahead!, behind: behind! };
});

afterAll(async () => {
  for (const app of wrong) await app.stop();
  await bank?.close();
});

const clock = () => bank.database.read(readClock);

/** The times of what came back, which must be PostgreSQL's. */
async function timed<T>(work: () => Promise<T>, ...times: ((answer: T) => string)[]): Promise<T> {
  const before = await clock();
  const answer = await work();
  const after = await clock();
  for (const time of times) {
    const at = new Date(time(answer)).getTime();
    // A movement is later than the one before on its account, by a millisecond at least.
    expect(at).toBeGreaterThanOrEqual(before.getTime());
    expect(at).toBeLessThanOrEqual(after.getTime() + 10);
  }
  return answer;
}

const createdAt = ({ created_at }: { created_at: string }) => created_at;

test('an API with a wrong clock records transactions by the clock of PostgreSQL', async () => {
  for (const florin of Object.values(clients)) {
    const soon = new Date((await clock()).getTime() + 3_600_000).toISOString();
    const account = await timed(
      () => florin.accounts.create({ initial_balance: 100 }),
      createdAt,
      (a) => a.updated_at,
    );
    const account_id = account.id;
    await timed(
      () => florin.transactions.credit({ account_id, amount: 10 }),
      createdAt,
      (t) => t.effective_at,
    );
    const held = await timed(
      () => florin.transactions.hold({ account_id, amount: 10, expires_at: soon }),
      createdAt,
    );
    await timed(() => florin.transactions.capture(held.id), createdAt);
    await timed(
      () => florin.transactions.batch({ movements: [{ type: 'debit', account_id, amount: 1 }] }),
      createdAt,
    );
    const later = { type: 'debit', account_id, amount: 1, scheduled_for: soon } as const;
    await timed(() => florin.scheduledTransactions.create(later), createdAt);
    await timed(
      () => florin.apiKeys.create({ name: 'k', scopes: ['accounts:read'], expires_at: soon }),
      createdAt,
    );
    await timed(
      () => florin.accounts.update(account_id, { name: 'named' }),
      (a) => a.updated_at,
    );
    const passed = new Date((await clock()).getTime() - 60_000).toISOString();
    await expect(
      florin.transactions.hold({ account_id, amount: 1, expires_at: passed }),
    ).rejects.toMatchObject({
      code: 'validation_failed',
    });
    const { steps } = await florin.transactions.timeline(held.id);
    const times = steps.flatMap(({ at }) => (at === null ? [] : Date.parse(at)));
    expect(times).toEqual([...times].sort((one, other) => one - other));
    expect(Math.abs(times[0]! - (await clock()).getTime())).toBeLessThan(dayMs / 2);
  }
});

test('accounts that several processes open are listed in the order in which they were opened', async () => {
  const opened: string[] = [];
  for (const florin of [clients.ahead, clients.right, clients.behind, clients.ahead, clients.right]) {
    opened.unshift((await florin.accounts.create({ name: 'in order' })).id);
  }
  const listed = await clients.right.accounts.list({ name: 'in order', limit: 5 });
  expect(listed.data.map(({ id }) => id)).toEqual(opened);
});

test('a daily limit holds across processes whose clocks are a day apart', async () => {
  const { id: account_id } = await clients.right.accounts.create({
    initial_balance: 10_000,
    daily_limit: 500,
  });
  await clients.right.transactions.debit({ account_id, amount: 400 });
  for (const florin of [clients.ahead, clients.behind]) {
    await expect(florin.transactions.debit({ account_id, amount: 400 })).rejects.toMatchObject({
      code: 'limit_exceeded',
    });
  }
});

test('a process reports a wrong clock at readiness, and continues', async () => {
  const apps = [bank.apis[0]!, ...wrong];
  const reported = await Promise.all(
    apps.map(async ({ metricsUrl }) => (await ask(`${metricsUrl}/health/ready`)).json),
  );
  expect(reported.map(({ status }) => status)).toEqual(['ready', 'ready', 'ready']);
  expect(reported.map(({ checks }) => checks.clock)).toMatchObject([
    { ok: true },
    { ok: false, detail: '86400.0 s ahead of PostgreSQL' },
    { ok: false, detail: '86400.0 s behind PostgreSQL' },
  ]);
  const offsets = apps.map(async ({ metricsUrl }) => {
    const { text } = await ask(`${metricsUrl}/metrics`);
    return Math.round(Number(/^florin_clock_offset_seconds(?:{.*})? (\S+)$/m.exec(text)?.[1]));
  });
  expect(await Promise.all(offsets)).toEqual([0, 86_400, -86_400]);
});
