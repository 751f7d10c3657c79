import { idToUuid, newId } from '@florin/database';
import type { AuditLogEntry, AuditLogFilters } from '@florin/sdk';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ask } from './ask.ts';
import { openBank, type TestBank } from './open-bank.ts';

/** The API alone: the ledger's and the keys' parts of the audit log are there, the other apps' are away. */
let bank: TestBank;
let keyId: string;

beforeAll(async () => {
  bank = await openBank();
  keyId = (await bank.florin().apiKeys.current()).id;
});
afterAll(() => bank?.close());

const here: AuditLogFilters['object_type'] = ['account', 'scheduled_transaction', 'api_key'];

async function entries(filters: AuditLogFilters = {}): Promise<AuditLogEntry[]> {
  const found: AuditLogEntry[] = [];
  for await (const entry of bank.florin().auditLog.list({ object_type: here, ...filters })) found.push(entry);
  return found;
}

const changesOf = async (object_id: string) =>
  (await entries({ object_id })).map(({ change, before, after, actor }) => ({
    ...{ change, before, after },
    request: actor?.correlation_id,
  }));

describe('the audit log', () => {
  test('has every change of an account with what differs, and the account shows who made the latest', async () => {
    const { accounts, transactions } = bank.florin();
    const terms = { name: 'till', overdraft_limit: 50, initial_balance: 10 };
    const { id } = await accounts.create(terms, { requestId: 'open-1' });
    await accounts.update(id, { name: 'till 7', overdraft_limit: 0 }, { requestId: 'change-1' });
    await accounts.freeze(id, { requestId: 'freeze-1' });
    await accounts.update(id, { status: 'open' }, { requestId: 'unfreeze-1' });
    await transactions.debit({ account_id: id, amount: 10 });
    await accounts.close(id, { requestId: 'close-1' });
    expect(await changesOf(id)).toEqual([
      { change: 'closed', before: { status: 'open' }, after: { status: 'closed' }, request: 'close-1' },
      { change: 'unfrozen', before: { status: 'frozen' }, after: { status: 'open' }, request: 'unfreeze-1' },
      { change: 'frozen', before: { status: 'open' }, after: { status: 'frozen' }, request: 'freeze-1' },
      {
        change: 'updated',
        before: { name: 'till', overdraft_limit: 50 },
        after: { name: 'till 7', overdraft_limit: 0 },
        request: 'change-1',
      },
      {
        change: 'opened',
        before: {},
        after: { name: 'till', overdraft_limit: 50, status: 'open' },
        request: 'open-1',
      },
    ]);
    const [closed] = await entries({ object_id: id });
    const actor = { type: 'api_key', id: keyId, address: '127.0.0.1', correlation_id: 'close-1' };
    expect(closed).toMatchObject({ object_type: 'account', object_id: id, actor });
    expect((await accounts.get(id)).changed_by).toEqual(closed?.actor);
  });

  test('has who scheduled a movement and who cancelled it, once', async () => {
    const { accounts, scheduledTransactions } = bank.florin();
    const { id: account_id } = await accounts.create();
    const scheduled_for = new Date(Date.now() + 86_400_000).toISOString();
    const scheduled = await scheduledTransactions.create(
      { type: 'credit', account_id, amount: 5, scheduled_for, reference: 'rent' },
      { requestId: 'schedule-1' },
    );
    expect(scheduled.cancelled_by).toBeNull();
    const { id } = scheduled;
    const cancelled = await scheduledTransactions.cancel(id, { requestId: 'cancel-1' });
    expect(cancelled.cancelled_by).toMatchObject({ id: keyId, correlation_id: 'cancel-1' });
    // Cancelling again changes nothing, and names nobody else.
    await scheduledTransactions.cancel(id, { requestId: 'cancel-2' });
    expect(await scheduledTransactions.get(id)).toEqual(cancelled);
    expect(await changesOf(id)).toMatchObject([
      { change: 'cancelled', after: { status: 'cancelled' }, request: 'cancel-1' },
      { change: 'created', after: { type: 'credit', amount: 5, reference: 'rent' }, request: 'schedule-1' },
    ]);
    const [entry] = await entries({ object_id: id });
    expect(entry?.actor).toEqual(cancelled.cancelled_by);
  });

  test('has who made a key with which scopes, rotated it and revoked it, and never the key', async () => {
    const { apiKeys } = bank.florin();
    const made = await apiKeys.create({ name: 'till', scopes: ['accounts:read'] }, { requestId: 'key-1' });
    const rotated = await apiKeys.rotate(made.id, {}, { requestId: 'key-2' });
    await apiKeys.revoke(made.id, { requestId: 'key-3' });
    expect(await changesOf(made.id)).toEqual([
      { change: 'revoked', before: {}, after: {}, request: 'key-3' },
      { change: 'rotated', before: {}, after: {}, request: 'key-2' },
      { change: 'created', before: {}, after: { name: 'till', scopes: ['accounts:read'] }, request: 'key-1' },
    ]);
    const text = JSON.stringify(await entries());
    for (const secret of [made.secret, rotated.secret]) expect(text).not.toContain(secret);
  });

  test('is filtered by kind, actor and time', async () => {
    const { apiKeys, accounts } = bank.florin();
    const { id: other, secret } = await apiKeys.create({ name: 'other', scopes: ['accounts:write'] });
    const { id } = await bank.florin(0, { apiKey: secret ?? '' }).accounts.create();
    await accounts.create();
    const byOther = await entries({ actor_id: other });
    expect(byOther.map(({ object_id }) => object_id)).toEqual([id]);
    const at = byOther[0]?.at ?? '';
    const kinds = new Set((await entries({ object_type: 'api_key' })).map(({ object_type }) => object_type));
    expect([...kinds]).toEqual(['api_key']);
    const until = await entries({ to: at });
    const since = await entries({ from: at });
    expect(since.at(-1)).toEqual(byOther[0]);
    expect([...since, ...until]).toEqual(await entries());
    expect(await entries({ object_id: 'acct_unknown', object_type: 'account' })).toEqual([]);
  });

  test('needs its own scope, and shows nothing of another tenant', async () => {
    const { accounts } = bank.florin();
    const { id } = await accounts.create();
    const key = await bank.keyWith(['accounts:read', 'keys:read', 'webhooks:read', 'fraud:read']);
    const list = (apiKey: string) =>
      bank.florin(0, { apiKey, maxRetries: 0 }).auditLog.list({ object_type: 'account', object_id: id });
    await expect(list(key)).rejects.toMatchObject({
      code: 'forbidden',
      message: expect.stringContaining('audit:read'),
    });
    expect((await list(await bank.keyWith(['audit:read']))).data).toHaveLength(1);
    expect((await list((await bank.otherTenant()).apiKey)).data).toEqual([]);
  });

  test('is answered with 503 while an app is away, which names it and what to leave out, and never in part', async () => {
    const { florin } = { florin: bank.florin(0, { maxRetries: 0 }) };
    const away = expect.stringMatching(/^The (fraud|notifications) service gives no answer/);
    await expect(florin.auditLog.list()).rejects.toMatchObject({
      code: 'service_unavailable',
      message: away,
    });
    await expect(florin.auditLog.csv()).rejects.toMatchObject({ code: 'service_unavailable', message: away });
    const rule = florin.auditLog.list({ object_id: 'velocity' });
    const fraud =
      'The fraud service gives no answer, so its entries (fraud_rule, fraud_alert) are missing. Try again, or leave them out with ' +
      'object_type=account&object_type=scheduled_transaction&object_type=tenant&object_type=api_key&' +
      'object_type=webhook_endpoint&object_type=notification_preferences.';
    await expect(rule).rejects.toMatchObject({ message: fraud });
    const { id } = await florin.accounts.create();
    // The preferences of an account have its id and are away. Only entries of the account itself are in this app.
    await expect(florin.auditLog.list({ object_id: id })).rejects.toMatchObject({ message: away });
    const ofAccount = { object_id: id, object_type: 'account' as const };
    expect((await florin.auditLog.list(ofAccount)).data).toHaveLength(1);
  });

  test('is merged page by page without a gap or a repeat, also among entries of the same moment', async () => {
    const { database, tenantId } = bank;
    const { id } = await bank.florin().accounts.create();
    const tenant = idToUuid(tenantId);
    const at = '2026-01-02T03:04:05.678912Z';
    for (let count = 0; count < 7; count += 1) {
      await database.query(
        `insert into ledger.account_changes (account_id, account_version, before, after, changed_at)
         values ($1, 0, '{"name": null}', $2, $3)`,
        [idToUuid(id), JSON.stringify({ name: `till ${count}` }), at],
      );
      await database.query(
        `insert into access.key_changes (id, tenant_id, key_id, change, made_at) values ($1, $2, $3, 'rotated', $4)`,
        [idToUuid(newId('kchg')), tenant, idToUuid(keyId), at],
      );
    }
    const period = { from: '2026-01-02', to: '2026-01-03' };
    const all = await entries({ ...period, limit: 100 });
    expect(all).toHaveLength(14);
    expect(all.map(({ id: entry }) => entry)).toEqual(
      all
        .map(({ id: entry }) => entry)
        .sort()
        .reverse(),
    );
    expect(new Set(all.map((entry) => entry.at))).toEqual(new Set([at]));
    expect(all.map(({ object_type }) => object_type)).toEqual(expect.arrayContaining(['account', 'api_key']));
    for (const limit of [1, 2, 3, 5, 13, 14]) expect(await entries({ ...period, limit })).toEqual(all);
  });

  test('comes whole as CSV', async () => {
    const { accounts, auditLog } = bank.florin();
    const { id } = await accounts.create({ name: 'till' }, { requestId: 'csv-1' });
    const ofAccount = { object_id: id, object_type: 'account' as const };
    const [header, row, end] = (await auditLog.csv(ofAccount)).split('\r\n');
    expect(header).toBe(
      'at,object_type,object_id,change,actor_id,on_behalf_of,token_id,request_id,correlation_id,address,before,after,id',
    );
    expect(row).toContain(`account,${id},opened,${keyId},,,`);
    expect(row).toContain(`,csv-1,127.0.0.1,{},"{""name"":""till"",""status"":""open""}",audit_`);
    expect(end).toBe('');
    const lines = (await auditLog.csv({ object_type: here })).trimEnd().split('\r\n');
    expect(lines).toHaveLength((await entries()).length + 1);
  });

  test('refuses a cursor of another list or another filter', async () => {
    const url = `${bank.apis[0]?.url}/audit-log?object_type=account&limit=1`;
    const { json } = await ask(url, { apiKey: bank.apiKey });
    const { status } = await ask(`${url}&actor_id=x&cursor=${json.next_cursor}`, { apiKey: bank.apiKey });
    expect(status).toBe(400);
  });
});
