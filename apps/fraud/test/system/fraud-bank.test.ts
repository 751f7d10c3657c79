import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { connect, idToUuid, newId, runParameterized, type Database } from '@florin/database';
import { fraudAlerts, type FraudAlerts } from '@florin/events';
import { createPublisher } from '@florin/messaging';
import { createLogger, createMetrics } from '@florin/service';
import { ConflictError, Florin, InvalidRequestError, NotFoundError, type FraudAlert } from '@florin/sdk';
import {
  askInternally,
  collectEvents,
  encodeSample,
  eventually,
  sampleTransaction,
  startApp,
  startBank,
  type Bank,
  type EventCollector,
} from '@florin/testing';

let bank: Bank;
let florin: Florin;
let events: EventCollector;
let database: Database;

beforeAll(async () => {
  bank = await startBank({ apps: ['api', 'worker', 'fraud'] });
  database = await connect({ url: bank.databaseUrl, applicationName: 'test', connectTimeoutMs: 20_000 });
  florin = new Florin({ baseUrl: bank.url, apiKey: bank.apiKey });
  events = collectEvents({ brokers: [bank.kafka.broker], topics: [fraudAlerts.topic] });
});

afterAll(async () => {
  await events?.stop();
  await database?.close();
  await bank?.stop();
});

/** The group of a killed app must notice that it is gone, on a busy machine. */
const withinMs = 90_000;
const dollars = (amount: number) => amount * 100;

const run = <Row>(sql: string, values: unknown[] = []) =>
  database.read((unit) => runParameterized<Row>(unit, sql, values));

/** The UUIDs of the accounts whose freezing the fraud app has recorded. */
async function frozenAccounts(): Promise<string[]> {
  const rows = await run<{ account_id: string }>('select account_id from fraud.frozen_accounts');
  return rows.map(({ account_id }) => account_id);
}

async function openAccount(initial_balance = dollars(100_000)): Promise<string> {
  return (await florin.accounts.create({ initial_balance })).id;
}

/** Waits for an alert of the rule about large amounts that `suits`. */
function alertAbout(
  accountId: string,
  suits: (alert: FraudAlert) => boolean = () => true,
): Promise<FraudAlert> {
  return eventually(
    async () => {
      const { data } = await florin.fraud.alerts.list({ account_id: accountId, rule: 'large_amount' });
      return data.find(suits);
    },
    { withinMs },
  );
}

async function changesOf(alertId: string, count: number): Promise<FraudAlerts[]> {
  return eventually(
    () => {
      const own = events.all().filter(({ event }) => (event as FraudAlerts).data.alert_id === alertId);
      const distinct = [...new Map(own.map(({ event }) => [event.id, event as FraudAlerts])).values()];
      return distinct.length >= count && distinct;
    },
    { withinMs },
  );
}

describe('fraud rules through the API', () => {
  test('are nine, list their parameters, and record each change in the audit trail', async () => {
    const { data: rules } = await florin.fraud.rules.list();
    expect(rules.map(({ id }) => id)).toContain('dormant_account');
    expect(rules).toHaveLength(9);
    const before = await florin.fraud.rules.get('velocity');
    expect(before).toMatchObject({
      version: 0,
      updated_at: null,
      parameters: { limit: 10, window_seconds: 60 },
    });
    expect(before.parameters_schema).toMatchObject({ properties: { limit: { maximum: 63, default: 10 } } });

    const requestId = 'audit-trail-1';
    const changed = await florin.fraud.rules.update(
      'velocity',
      { parameters: { limit: 20 }, severity: 'low' },
      { requestId },
    );
    expect(changed).toMatchObject({
      version: 1,
      severity: 'low',
      parameters: { limit: 20, window_seconds: 60 },
    });
    // A request that changes nothing leaves no record.
    expect(await florin.fraud.rules.update('velocity', { severity: 'low' })).toEqual(changed);
    await florin.fraud.rules.update('velocity', { enabled: false });
    const { data: changes } = await florin.fraud.rules.changes('velocity');
    expect(changes.map(({ version }) => version)).toEqual([2, 1]);
    expect(changes[1]).toMatchObject({
      request_id: requestId,
      before: { severity: 'medium', parameters: { limit: 10, window_seconds: 60 } },
      after: { severity: 'low', parameters: { limit: 20, window_seconds: 60 } },
    });
    expect(changes[1]!.changed_by).toBe(changes[0]!.changed_by);
    expect(changes[1]!.changed_by).not.toBe('internal');
    const versions: number[] = [];
    for await (const { version } of florin.fraud.rules.changes('velocity', { limit: 1 }))
      versions.push(version);
    expect(versions).toEqual([2, 1]);
  });

  test('refuse unknown parameters by name, and unknown rules', async () => {
    const refused = await florin.fraud.rules
      .update('velocity', { parameters: { limit: 64, color: 1 } })
      .catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(InvalidRequestError);
    const pointers = (refused as InvalidRequestError).errors.map(({ pointer }) => pointer);
    expect(pointers.sort()).toEqual(['/parameters/color', '/parameters/limit']);
    await expect(florin.fraud.rules.get('gut_feeling' as never)).rejects.toThrow(NotFoundError);
    const period = { from: '2026-01-02T00:00:00Z', to: '2026-01-01T00:00:00Z' };
    await expect(florin.fraud.rules.backTest('velocity', period)).rejects.toThrow(InvalidRequestError);
  });

  test('can be back-tested on recorded movements, and apply to movements after a change', async () => {
    const accountId = await openAccount();
    const first = await florin.transactions.debit({ account_id: accountId, amount: dollars(6_000) });
    const test = { parameters: { threshold_units: 5_000 }, account_id: accountId };
    const found = await eventually(
      async () => {
        const answer = await florin.fraud.rules.backTest('large_amount', test);
        return answer.movements === 2 && answer;
      },
      { withinMs },
    );
    expect(found).toMatchObject({ truncated: false, accounts: 1, parameters: { threshold_units: 5_000 } });
    // The opening credit exceeds any threshold; the debit follows within the quiet time of its alert.
    const later = { ...test, from: new Date(Date.parse(first.created_at) - 1).toISOString() };
    const debitOnly = await florin.fraud.rules.backTest('large_amount', later);
    expect(debitOnly.alerts[0]?.evidence).toMatchObject([
      { transaction_id: first.id, amount: dollars(6_000), type: 'debit' },
    ]);
    expect(debitOnly).toMatchObject({ alert_count: 1, known_alert_count: 0, alerts: [{ known: false }] });
    expect(debitOnly.alerts_per_day).toEqual([{ date: first.created_at.slice(0, 10), count: 1 }]);

    await florin.fraud.rules.update('large_amount', { parameters: { threshold_units: 7_000 } });
    const other = await openAccount(dollars(1));
    await florin.transactions.credit({ account_id: other, amount: dollars(6_999) });
    const { id } = await florin.transactions.credit({ account_id: other, amount: dollars(7_000) });
    const alert = await alertAbout(other);
    expect(alert.transaction_ids).toEqual([id]);
  });
});

describe('an alert', () => {
  test('shows its evidence, is decided once, and is published', async () => {
    const accountId = await openAccount(dollars(1_000));
    await florin.transactions.credit({ account_id: accountId, amount: dollars(30_000) });
    const { id } = await alertAbout(accountId);
    expect(await florin.fraud.alerts.get(id)).toMatchObject({
      state: 'open',
      decision: null,
      evidence: [{ amount: dollars(30_000), type: 'credit', direction: 'credit', status: 'completed' }],
    });
    const key = { idempotencyKey: `decide-${id}` };
    const decided = await florin.fraud.alerts.confirm(id, 'She knows nothing of it.', key).withResponse();
    expect(decided.data).toMatchObject({
      state: 'confirmed',
      decision: { note: 'She knows nothing of it.' },
    });
    expect(decided.data.decision?.decided_by).not.toBe('internal');
    const again = await florin.fraud.alerts.confirm(id, 'She knows nothing of it.', key).withResponse();
    expect(again.data).toEqual(decided.data);
    expect([decided.replayed, again.replayed]).toEqual([false, true]);
    await expect(florin.fraud.alerts.confirm(id)).rejects.toThrow(ConflictError);
    await expect(florin.fraud.alerts.dismiss(id)).rejects.toThrow(ConflictError);
    await expect(florin.fraud.alerts.dismiss(id, undefined, key)).rejects.toMatchObject({
      code: 'idempotency_key_reused',
    });

    const { data: confirmed } = await florin.fraud.alerts.list({
      account_id: accountId,
      state: 'confirmed',
      severity: 'high',
    });
    expect(confirmed.map((each) => each.id)).toEqual([id]);
    const { data: open } = await florin.fraud.alerts.list({
      account_id: accountId,
      state: 'open',
      rule: 'large_amount',
    });
    expect(open).toEqual([]);
    const earlier = await florin.fraud.alerts.list({
      account_id: accountId,
      raised_to: decided.data.raised_at,
    });
    expect(earlier.data.map((each) => each.id)).not.toContain(id);
    const reported = await changesOf(id, 2);
    expect(reported.map(({ data }) => [data.change, data.state])).toEqual([
      ['raised', 'open'],
      ['confirmed', 'confirmed'],
    ]);
  });

  test('that does not exist cannot be decided', async () => {
    const unknown = 'alrt_01m819eke0ejz8a0v3365h67rv';
    await expect(florin.fraud.alerts.get(unknown)).rejects.toThrow(NotFoundError);
    await expect(florin.fraud.alerts.confirm(unknown)).rejects.toThrow(NotFoundError);
  });

  test('freezes its account if the rule says so, and never a second time', async () => {
    const parameters = { threshold_units: 10_000 };
    await florin.fraud.rules.update('large_amount', { action: 'freeze', parameters });
    const accountId = await openAccount(dollars(9_000));
    const bystander = await openAccount(dollars(9_000));
    await florin.transactions.credit({ account_id: accountId, amount: dollars(50_000) });
    const alert = await alertAbout(accountId, ({ action }) => action.status === 'done');
    expect((await florin.accounts.get(accountId)).status).toBe('frozen');
    expect((await florin.accounts.get(bystander)).status).toBe('open');
    // By the fraud app with the tenant's key, under a request of the API's own that it knows by the alert.
    const { data: keys } = await florin.apiKeys.list();
    const frozenBy = {
      ...{
        type: 'system',
        id: 'system:fraud',
        token_id: null,
        address: '127.0.0.1',
        correlation_id: alert.id,
      },
      on_behalf_of: keys.find(({ name }) => name === 'fraud app')?.id,
    };
    const { changed_by } = await florin.accounts.get(accountId);
    expect(changed_by).toMatchObject(frozenBy);
    const freezes = { object_id: accountId, object_type: 'account', actor_id: 'system:fraud' } as const;
    const { data: recorded } = await florin.auditLog.list(freezes);
    expect(recorded).toMatchObject([{ change: 'frozen', actor: changed_by }]);
    expect(alert.action).toMatchObject({ kind: 'freeze', attempts: 1, detail: 'The account is frozen.' });
    const reported = await changesOf(alert.id, 2);
    expect(reported.map(({ data }) => [data.change, data.action_status])).toEqual([
      ['raised', 'pending'],
      ['action_taken', 'done'],
    ]);

    await eventually(async () => (await frozenAccounts()).includes(idToUuid(accountId)), { withinMs });
    await florin.accounts.unfreeze(accountId);
    // The state after a process has died between the bank's answer and its recording.
    await run(
      `update fraud.alerts set action_status = 'pending', action_at = null, action_due_at = now() where id = $1`,
      [idToUuid(alert.id)],
    );
    const settled = await alertAbout(
      accountId,
      ({ action }) => action.status === 'done' && action.attempts === 2,
    );
    expect(settled.action.detail).toBe('The account was frozen by an earlier attempt.');
    expect((await florin.accounts.get(accountId)).status).toBe('open');
  });

  test.each([
    ['freeze.before-request', 'open'],
    ['freeze.after-request', 'frozen'],
  ])('freezes its account once when the app dies at %s, which leaves it %s', async (line, left) => {
    const accountId = await openAccount(dollars(9_000));
    await bank.app('fraud').kill();
    await florin.transactions.credit({ account_id: accountId, amount: dollars(50_000) });
    const doomed = startApp('fraud', {
      DATABASE_URL: bank.databaseUrl,
      KAFKA_BROKERS: bank.kafka.broker,
      FLORIN_API_URL: bank.url,
      FLORIN_API_KEYS: `${bank.tenantId}=${bank.apiKey}`,
      FLORIN_FAILPOINTS: `${line}=kill`,
    });
    // It may reach the failpoint before or after it is ready.
    const app = await doomed.catch(() => undefined);
    if (app) await eventually(() => app.hasEnded(), { withinMs });
    await app?.stop();
    expect((await florin.accounts.get(accountId)).status).toBe(left);

    // Ends the lease of the dead process, which is a minute.
    await run(`update fraud.alerts set action_due_at = now() where action_status = 'pending'`);
    await bank.app('fraud').restart();
    const settled = await alertAbout(accountId, ({ action }) => action.status === 'done');
    expect(settled.action.attempts).toBe(2);
    expect((await florin.accounts.get(accountId)).status).toBe('frozen');
    const changes = `select from ledger.account_changes where account_id = $1 and before <> '{}'`;
    expect(await run(changes, [idToUuid(accountId)])).toHaveLength(1);
    const reported = await changesOf(settled.id, 2);
    expect(reported.map(({ data }) => data.change)).toEqual(['raised', 'action_taken']);
  });

  test('has its action carried out when the bank’s API is back, while events are handled meanwhile', async () => {
    const accountId = await openAccount(dollars(9_000));
    const other = await openAccount(dollars(9_000));
    const fraud = `${bank.app('fraud').url}/fraud/alerts?rule=large_amount`;
    const alertsOf = async (id: string) => {
      const caller = { tenantId: bank.tenantId, scopes: ['fraud:read'] };
      const { text } = await askInternally(`${fraud}&account_id=${id}`, caller);
      return (JSON.parse(text) as { data: FraudAlert[] }).data;
    };
    // The events must not be published before the API is gone.
    await bank.app('worker').kill();
    await Promise.all([
      florin.transactions.credit({ account_id: accountId, amount: dollars(50_000) }),
      florin.transactions.credit({ account_id: other, amount: dollars(50_000) }),
    ]);
    await bank.app('api').kill();
    await bank.app('worker').restart();
    await eventually(
      async () => {
        const [first] = await alertsOf(accountId);
        const [second] = await alertsOf(other);
        return first?.action.status === 'pending' && first.action.attempts > 0 && second !== undefined;
      },
      { withinMs },
    );
    await bank.app('api').restart();
    for (const id of [accountId, other]) {
      await alertAbout(id, ({ action }) => action.status === 'done');
      expect((await florin.accounts.get(id)).status).toBe('frozen');
    }
  });
});

describe('a forged event', () => {
  const forgedOn = async (change: { amount?: number; transactionId?: string }) => {
    // Without an opening balance, whose own event could raise the account's alert first.
    const accountId = await openAccount(0);
    const { transactionId = newId('txn') } = change;
    const event = encodeSample(
      sampleTransaction({
        tenantId: bank.tenantId,
        accountId,
        amount: dollars(70_000),
        ...change,
        transactionId,
      }),
    );
    const logger = createLogger({ service: 'forger', level: 'silent' });
    const publisher = await createPublisher({
      ...{ brokers: [bank.kafka.broker], clientId: 'forger', logger },
      metrics: createMetrics('forger'),
    });
    await publisher.publish([event]);
    await publisher.close();
    return accountId;
  };

  test.each<[string, () => Promise<string>]>([
    ['about a movement that does not exist', () => forgedOn({})],
    [
      'with another account for a movement that exists',
      async () => {
        const other = await openAccount();
        const moved = await florin.transactions.credit({ account_id: other, amount: dollars(70_000) });
        return forgedOn({ transactionId: moved.id });
      },
    ],
  ])('%s raises an alert, but freezes no account', async (_what, forge) => {
    await florin.fraud.rules.update('large_amount', {
      action: 'freeze',
      parameters: { threshold_units: 10_000 },
    });
    const accountId = await forge();
    const { action } = await alertAbout(accountId, (alert) => alert.action.status === 'failed');
    expect(action.detail).toMatch(/^The bank has no such movement txn_.*: the account is not frozen\.$/);
    expect((await florin.accounts.get(accountId)).status).toBe('open');
  });
});

test('a rule cannot get the action freeze if the app has no key of the tenant', async () => {
  const outsider = newId('tenant');
  const caller = { tenantId: outsider, scopes: ['fraud:read', 'fraud:write'] };
  const url = `${bank.app('fraud').url}/fraud/rules/velocity`;
  const { status, text } = await askInternally(url, caller, { method: 'PATCH', body: { action: 'freeze' } });
  expect(status).toBe(422);
  expect(JSON.parse(text)).toMatchObject({
    code: 'validation_failed',
    errors: [{ pointer: '/action', message: expect.stringContaining('no API key of your tenant') }],
  });
});
