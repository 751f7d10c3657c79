import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { newId } from '@florin/database';
import { createLogger, createMetrics } from '@florin/service';
import { eventually, sampleTransaction } from '@florin/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { startActions, type Actions } from '../src/actions.ts';
import { createBankClients } from '../src/freeze-account.ts';
import { changeRule } from '../src/change-rule.ts';
import { listAlerts } from '../src/alert-queries.ts';
import { handleEvents } from '../src/handle-events.ts';
import { openFraudDatabase } from './fraud-database.ts';

const { database, requests, run, close } = await openFraudDatabase();
const logger = createLogger({ service: 'test', level: 'silent' });
const tenantId = newId('tenant');

/** The API key that the bank accepts. */
const goodKey = 'flk_good';
let bank: Server;
let bankUrl: string;
/** The movement that the rule matched, as the bank knows it. */
let movement: ReturnType<typeof sampleTransaction>;
let running: { actions: Actions; metrics: ReturnType<typeof createMetrics> } | undefined;

beforeAll(async () => {
  bank = createServer((request, response) => {
    request.resume();
    const isKnown = request.headers.authorization === `Bearer ${goodKey}`;
    const code = 'unauthenticated';
    const refusal = {
      type: `/docs/errors/${code}`,
      title: code,
      status: 401,
      detail: 'The key is revoked.',
      code,
    };
    response.writeHead(isKnown ? 200 : 401, {
      'content-type': isKnown ? 'application/json' : 'application/problem+json',
    });
    const { account_id, amount, currency } = movement.data;
    const known = request.method === 'GET' ? { account_id, amount, currency } : { status: 'frozen' };
    response.end(JSON.stringify(isKnown ? known : refusal));
  });
  await new Promise<void>((resolve) => bank.listen(0, '127.0.0.1', resolve));
  bankUrl = `http://127.0.0.1:${(bank.address() as AddressInfo).port}`;
  const author = { credentialId: 'test', requestId: 'test' };
  const change = { action: 'freeze' as const };
  await changeRule(requests, { tenantId, id: 'large_amount', change, author, canFreeze: true });
});

afterAll(async () => {
  await new Promise((resolve) => bank.close(resolve));
  await close();
});

/** Starts the actions of a process with these keys. */
function start(keys: readonly string[]): { actions: Actions; metrics: ReturnType<typeof createMetrics> } {
  const metrics = createMetrics('test');
  const clients = createBankClients(bankUrl, keys);
  running = { actions: startActions({ database, clients, logger, metrics }), metrics };
  return running;
}
async function stop(): Promise<void> {
  await running?.actions.stop();
  running = undefined;
}
beforeEach(async () => {
  await run('truncate fraud.alerts cascade');
  movement = sampleTransaction({ tenantId, accountId: newId('acct'), amount: 5_000_000 });
  await database.unitOfWork((unit) => handleEvents(unit, [movement]));
});
afterEach(stop);

const action = async () => {
  const [alert] = await requests.of(tenantId).read((unit) => listAlerts(unit, { tenantId, limit: 1 }));
  return alert!.action;
};
const attempted = (count: number) =>
  eventually(async () => {
    const { status, attempts, detail } = await action();
    return attempts >= count && detail !== null && { status, detail };
  });
const secondsUntilNext = async () => {
  const [row] = await run<{ seconds: number }>(
    'select extract(epoch from action_due_at - now())::float as seconds from fraud.alerts',
  );
  return row!.seconds;
};
const dueNow = () => run('update fraud.alerts set action_due_at = now()');

describe('an account that cannot be frozen because the tenant’s key', () => {
  test.each([
    ['does not work', [`${tenantId}=flk_revoked`], /The key is revoked/],
    ['is missing', [], /no API key of the tenant/],
  ])(
    '%s is frozen once there is a working key; until then the readiness check and the alert show why it is not',
    async (_what, keys, why) => {
      const { actions, metrics } = start(keys);
      const first = await attempted(1);
      expect(first).toEqual({ status: 'pending', detail: expect.stringMatching(why) });
      const checked = await actions.check();
      expect(checked).toEqual({ ok: false, detail: expect.stringMatching(why) });
      expect(checked.detail).toContain(`1 wait, the oldest of ${tenantId}`);
      const text = await metrics.registry.metrics();
      expect(text).toMatch(/florin_fraud_actions_total\{outcome="unauthorized",.*\} [1-9]/);
      expect(text).toMatch(/florin_fraud_actions_pending\{.*\} 1/);
      expect(text).toMatch(/florin_fraud_action_oldest_age_seconds\{.*\} [0-9.]*[1-9]/);
      expect(await run(`select from fraud.outbox where change <> 'raised'`)).toEqual([]);

      await stop();
      const corrected = start([`${tenantId}=${goodKey}`]);
      await dueNow();
      await eventually(async () => (await action()).status === 'done');
      expect(await corrected.actions.check()).toEqual({ ok: true, detail: 'freezes accounts of 1 tenants' });
      expect(await corrected.metrics.registry.metrics()).toMatch(/florin_fraud_actions_pending\{.*\} 0/);
    },
  );

  test('does not work is retried with growing delays, up to five minutes, for a week', async () => {
    await run('update fraud.alerts set action_attempts = 4');
    start([`${tenantId}=flk_revoked`]);
    await attempted(5);
    const fifth = await secondsUntilNext();
    expect(fifth).toBeGreaterThan(16);
    expect(fifth).toBeLessThanOrEqual(32);
    await run('update fraud.alerts set action_attempts = 40, action_due_at = now()');
    await attempted(41);
    await eventually(async () => (await secondsUntilNext()) > 240);
    expect(await secondsUntilNext()).toBeLessThanOrEqual(300);

    await run(`update fraud.alerts set action_tried_at = now() - interval '7 days', action_due_at = now()`);
    await eventually(async () => (await action()).status === 'failed');
    expect((await action()).detail).toMatch(/^Tried for 7 days\. .*The key is revoked/);
    expect(await run(`select action_status from fraud.outbox where change = 'action_failed'`)).toEqual([
      { action_status: 'failed' },
    ]);
    expect((await running!.actions.check()).ok).toBe(true);
  });
});
