import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { Scope } from '@florin/access';
import { connect, newId, runParameterized } from '@florin/database';
import { systemParts } from '@florin/rules';
import { Florin, webhookChallengeAnswer } from '@florin/sdk';
import { eventually, openTenant, startBank, type Bank } from '@florin/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { ask, type RawAnswer } from '../ask.ts';

/**
 * Every operation of the contract, against the whole bank: it shows and changes nothing of another tenant, and if it changes
 * something, it names its actor in the audit log or in the transaction, or says why not.
 */
let bank: Bank;
let florin: Florin;
let receiver: Server;
let keyId: string;
/** The ids of what the operations change. */
const ids: Record<string, string> = {};

const withinMs = 60_000;
const aLot = 50_000_00;

beforeAll(async () => {
  receiver = createServer(answerChallenge);
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  bank = await startBank({ env: { WEBHOOK_VERIFICATION: 'on', WEBHOOK_RETRY_SECONDS: '1,1' } });
  florin = new Florin({ apiKey: bank.apiKey, baseUrl: bank.url });
  keyId = (await florin.apiKeys.current()).id;
  await prepare();
});

afterAll(async () => {
  await bank?.stop();
  receiver?.close();
});

/** Proves itself below /proves, and is no receiver of webhooks elsewhere. */
const answerChallenge: Parameters<typeof createServer>[1] = async (request, response) => {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  if (request.url !== '/proves') return void response.writeHead(404).end();
  response
    .writeHead(200, { 'content-type': 'application/json' })
    .end(webhookChallengeAnswer(JSON.parse(text)));
};
function urlOf(path: string): string {
  const address = receiver.address();
  if (address === null || typeof address === 'string') throw new Error('the receiver does not listen');
  return `http://127.0.0.1:${address.port}${path}`;
}

async function prepare(): Promise<void> {
  const terms = { initial_balance: aLot };
  const [account, other] = await Promise.all([florin.accounts.create(terms), florin.accounts.create(terms)]);
  [ids['account'], ids['other']] = [account.id, other.id];
  const hold = () => florin.transactions.hold({ account_id: account.id, amount: 10 });
  [ids['captured'], ids['voided']] = [(await hold()).id, (await hold()).id];
  ids['reversed'] = (await florin.transactions.credit({ account_id: account.id, amount: 10 })).id;
  const scheduled_for = new Date(Date.now() + 86_400_000).toISOString();
  const schedule = { type: 'credit', account_id: account.id, amount: 1, scheduled_for } as const;
  ids['scheduled'] = (await florin.scheduledTransactions.create(schedule)).id;
  ids['endpoint'] = (await florin.webhookEndpoints.create({ url: urlOf('/proves') })).id;
  ids['unproved'] = (await florin.webhookEndpoints.create({ url: urlOf('/nothing') })).id;
  ids['secret'] = (await florin.webhookEndpoints.get(ids['endpoint'])).secrets[0]?.id ?? '';
  ids['key'] = (await florin.apiKeys.create({ name: 'till', scopes: ['accounts:read'] })).id;
  await florin.transactions.credit({ account_id: other.id, amount: aLot });
  await florin.transactions.credit({ account_id: account.id, amount: aLot });
  const alertOf = (account_id: string) =>
    eventually(async () => (await florin.fraud.alerts.list({ account_id })).data[0]?.id ?? false, {
      withinMs,
    });
  [ids['confirmed'], ids['dismissed']] = [await alertOf(account.id), await alertOf(other.id)];
  const stateOf = async (id: string) => (await florin.webhookEndpoints.get(id)).verification.status;
  await eventually(async () => (await stateOf(ids['endpoint'] ?? '')) === 'verified', { withinMs });
  await eventually(async () => (await stateOf(ids['unproved'] ?? '')) === 'failed', { withinMs });
  ids['delivery'] = await eventually(
    async () => (await florin.webhookDeliveries.list({ status: 'delivered' })).data[0]?.id ?? false,
    { withinMs },
  );
}

const idOf = (name: string) => ids[name] ?? '';

/** A change by one request: its path and body, and where its actor is recorded; or why it leaves no record. */
type Change =
  { path: () => string; body?: () => object; record: 'audit log' | 'transaction' } | { why: string };

const logged = (path: () => string, body?: () => object): Change => ({
  path,
  ...(body && { body }),
  record: 'audit log',
});
const moved = (path: () => string, body?: () => object): Change => ({
  ...logged(path, body),
  record: 'transaction',
});
const amountOf = (amount: number) => () => ({ account_id: idOf('account'), amount });
const tomorrow = () => new Date(Date.now() + 86_400_000).toISOString();

/** By operation, in an order in which each can be made. */
const changes: Record<string, Change> = {
  createAccount: logged(
    () => '/accounts',
    () => ({ name: 'till' }),
  ),
  updateAccount: logged(
    () => `/accounts/${idOf('account')}`,
    () => ({ name: 'till 7' }),
  ),
  creditAccount: moved(() => '/transactions/credit', amountOf(5)),
  debitAccount: moved(() => '/transactions/debit', amountOf(5)),
  transfer: moved(
    () => '/transactions/transfer',
    () => ({ from_account_id: idOf('account'), to_account_id: idOf('other'), amount: 5 }),
  ),
  holdFunds: moved(() => '/transactions/hold', amountOf(5)),
  postBatch: moved(
    () => '/transactions/batch',
    () => ({ movements: [{ type: 'credit', ...amountOf(5)() }] }),
  ),
  captureHold: moved(() => `/transactions/${idOf('captured')}/capture`),
  voidHold: moved(() => `/transactions/${idOf('voided')}/void`),
  reverseTransaction: moved(() => `/transactions/${idOf('reversed')}/reverse`),
  scheduleTransaction: logged(
    () => '/scheduled-transactions',
    () => ({ type: 'credit', ...amountOf(5)(), scheduled_for: tomorrow() }),
  ),
  cancelScheduledTransaction: logged(() => `/scheduled-transactions/${idOf('scheduled')}/cancel`),
  confirmFraudAlert: logged(() => `/fraud/alerts/${idOf('confirmed')}/confirm`),
  dismissFraudAlert: logged(() => `/fraud/alerts/${idOf('dismissed')}/dismiss`),
  updateFraudRule: logged(
    () => '/fraud/rules/large_amount',
    () => ({ action: 'freeze' }),
  ),
  backTestFraudRule: { why: 'It answers what a rule would have found, and stores nothing.' },
  replaceNotificationPreferences: logged(
    () => `/accounts/${idOf('account')}/notification-preferences`,
    () => ({ email: 'ada@florin.test', language: 'en', kinds: [], minimum_amount: 0 }),
  ),
  createWebhookEndpoint: logged(
    () => '/webhook-endpoints',
    () => ({ url: urlOf('/proves') }),
  ),
  updateWebhookEndpoint: logged(
    () => `/webhook-endpoints/${idOf('endpoint')}`,
    () => ({ description: 'till' }),
  ),
  createWebhookSecret: logged(
    () => `/webhook-endpoints/${idOf('endpoint')}/secrets`,
    () => ({ overlap_seconds: 600 }),
  ),
  deleteWebhookSecret: logged(() => `/webhook-endpoints/${idOf('endpoint')}/secrets/${idOf('secret')}`),
  testWebhookEndpoint: logged(() => `/webhook-endpoints/${idOf('endpoint')}/test`),
  verifyWebhookEndpoint: logged(() => `/webhook-endpoints/${idOf('unproved')}/verify`),
  replayWebhookDelivery: logged(() => `/webhook-deliveries/${idOf('delivery')}/replay`),
  deleteWebhookEndpoint: logged(() => `/webhook-endpoints/${idOf('unproved')}`),
  createApiKey: logged(
    () => '/api-keys',
    () => ({ name: 'other', scopes: ['accounts:read'] }),
  ),
  rotateApiKey: logged(() => `/api-keys/${idOf('key')}/rotate`),
  revokeApiKey: logged(() => `/api-keys/${idOf('key')}/revoke`),
  issueAccessToken: {
    why: 'It stores nothing: whatever is done with the token names the token and the key for which it was issued.',
  },
};

type Operation = { operationId: string; method: string; path: string };

const operations: Operation[] = Object.entries(contract()).flatMap(([path, item]) =>
  Object.entries(item).flatMap(([method, { operationId }]) =>
    operationId === undefined ? [] : [{ operationId, method: method.toUpperCase(), path }],
  ),
);
/** Those whose method may change something. */
const changing = operations.filter(({ method }) => ['POST', 'PUT', 'PATCH', 'DELETE'].includes(method));

function contract(): Record<string, Record<string, { operationId?: string }>> {
  const text = readFileSync(new URL('../../../../openapi.yaml', import.meta.url), 'utf8');
  const { paths }: { paths: ReturnType<typeof contract> } = parse(text);
  return paths;
}

test('an address for mails, which show what notifications show, needs the scope to read them', async () => {
  const key = async (...scopes: Scope[]) =>
    (await florin.apiKeys.create({ name: 'preferences', scopes })).secret ?? '';
  const put = (apiKey: string, email: string | null) =>
    ask(`${bank.url}/accounts/${idOf('other')}/notification-preferences`, {
      ...{ method: 'PUT', apiKey, body: { email } },
    });
  const writes = await key('notifications:write');
  const refused = await put(writes, 'ada@florin.test');
  expect([refused.status, refused.json.detail]).toEqual([
    403,
    'This key lacks the scope notifications:read, which `email` needs.',
  ]);
  expect((await put(writes, null)).status).toBe(200);
  const both = await key('notifications:write', 'notifications:read');
  expect((await put(both, 'ada@florin.test')).json).toMatchObject({ email: 'ada@florin.test' });
});

/** The kind of id that a path has, and the object of this tenant that it can name. */
const objects: [path: RegExp, name: string, prefix: string][] = [
  [/^\/accounts\/\{id\}/, 'account', 'acct'],
  [/^\/analytics\/accounts\/\{id\}/, 'account', 'acct'],
  [/^\/transactions\/\{id\}\/(capture|void)$/, 'captured', 'txn'],
  [/^\/transactions\/\{id\}/, 'reversed', 'txn'],
  [/^\/scheduled-transactions\/\{id\}/, 'scheduled', 'sched'],
  [/^\/fraud\/alerts\/\{id\}/, 'confirmed', 'alrt'],
  [/^\/webhook-endpoints\/\{id\}/, 'endpoint', 'whe'],
  [/^\/webhook-deliveries\/\{id\}/, 'delivery', 'whd'],
  [/^\/api-keys\/\{id\}/, 'key', 'key'],
];
/** Rules have names that are the same for all tenants, and each tenant has its own. */
const withIds = operations.filter(({ path }) => path.includes('{id}') && !path.startsWith('/fraud/rules/'));

describe('with a key of another tenant', () => {
  let foreigner: string;
  let before: string;
  /** What an operation must not change: the records of changes, the movements, and what is there. */
  const state = async () => {
    const [log, movements, balance, keys, endpoints] = await Promise.all([
      florin.auditLog.csv(),
      florin.transactions.list({ limit: 100 }),
      florin.accounts.balance(idOf('account')),
      florin.apiKeys.get(idOf('key')),
      florin.webhookEndpoints.get(idOf('endpoint')),
    ]);
    return JSON.stringify([log, movements.data, { ...balance, as_of: null }, keys, endpoints]);
  };
  beforeAll(async () => {
    foreigner = (await openTenant(bank.databaseUrl)).apiKey;
    before = await state();
  });

  const call = (operation: Operation, path: string, body?: object) =>
    ask(`${bank.url}${path}`, { method: operation.method, apiKey: foreigner, ...(body && { body }) });
  /** An answer without the ids of the request and of what was requested. */
  const comparable = ({ status, json }: RawAnswer) => {
    const { request_id: _, instance: __, detail = '', ...rest } = json;
    return { status, ...rest, detail: detail.replaceAll(/\b[a-z]+_[0-9a-z]{26}\b/g, 'an id') };
  };

  test.each(withIds.map((operation) => [operation.operationId, operation] as const))(
    '%s answers about a known id as about an unknown one',
    async (name, operation) => {
      const [, object = '', prefix = ''] = objects.find(([path]) => path.test(operation.path)) ?? [];
      expect(idOf(object)).toMatch(new RegExp(`^${prefix}_`));
      const change = changes[name];
      const body = change && 'body' in change ? change.body?.() : undefined;
      const path = (id: string) => operation.path.replace('{id}', id).replace('{secret_id}', idOf('secret'));
      const known = await call(operation, path(idOf(object)), body);
      expect([known.status, known.text]).toEqual([404, expect.any(String)]);
      const unknown = await call(operation, path(newId(prefix)), body);
      expect(comparable(known)).toEqual(comparable(unknown));
    },
  );

  const naming = Object.entries(changes).flatMap(([name, change]) =>
    'path' in change && change.record === 'transaction' && !withIds.some((each) => each.operationId === name)
      ? [[name, change] as const]
      : [],
  );

  test.each(naming)('%s does not find the account in its body', async (name, change) => {
    const operation = changing.find(({ operationId }) => operationId === name);
    if (!operation) throw new Error('there is no such operation');
    const body = JSON.stringify(change.body?.()).replaceAll('""', JSON.stringify(idOf('account')));
    const sent: object = JSON.parse(body);
    const answer = await call(operation, change.path(), sent);
    expect(answer.text).toContain('not_found');
    expect(answer.text).not.toContain('"completed"');
  });

  test('nothing has changed', async () => {
    expect(await state()).toBe(before);
  });
});

test('every operation that may change something has a line here, and no other', () => {
  expect(Object.keys(changes).sort()).toEqual(changing.map(({ operationId }) => operationId).sort());
});

async function make(name: string, change: Exclude<Change, { why: string }>): Promise<RawAnswer> {
  const method = changing.find(({ operationId }) => operationId === name)?.method ?? '';
  const body = change.body?.();
  const headers = { 'x-request-id': `request-${name}` };
  return ask(`${bank.url}${change.path()}`, {
    ...{ method, headers, apiKey: bank.apiKey },
    ...(body && { body }),
  });
}

/** The actors in the audit log or of the transactions that a request has recorded. */
async function actorsOf(record: 'audit log' | 'transaction', requestId: string) {
  const list = record === 'audit log' ? florin.auditLog.list() : florin.transactions.list();
  const actors = [];
  for await (const { actor } of list) if (actor?.correlation_id === requestId) actors.push(actor);
  return actors;
}

describe('leaves a record with its actor in its commit:', () => {
  const recorded = Object.entries(changes).flatMap(([name, change]) =>
    'why' in change ? [] : [[name, change] as const],
  );

  test.each(recorded)('%s', async (name, change) => {
    const answer = await make(name, change);
    expect([answer.status, answer.text]).toEqual([200, expect.any(String)]);
    ids[name] = answer.json.id;
    const actors = await actorsOf(change.record, `request-${name}`);
    const actor = {
      ...{ type: 'api_key', id: keyId, token_id: null, on_behalf_of: null, address: '127.0.0.1' },
      request_id: answer.headers.get('florin-request-id'),
      correlation_id: `request-${name}`,
    };
    // A rotation is two changes: of the old key, and of the new one.
    expect(actors).toEqual(name === 'rotateApiKey' ? [actor, actor] : [actor]);
  });
});

describe('what was changed shows who did:', () => {
  const by = (name: string) => expect.objectContaining({ id: keyId, correlation_id: `request-${name}` });

  test('an account, its preferences, an endpoint, and an alert that was decided', async () => {
    const { accounts, notificationPreferences, webhookEndpoints, fraud } = florin;
    expect((await accounts.get(idOf('account'))).changed_by).toEqual(by('updateAccount'));
    expect((await notificationPreferences.get(idOf('account'))).changed_by).toEqual(
      by('replaceNotificationPreferences'),
    );
    // Test events, replays and challenges change nothing of an endpoint.
    expect((await webhookEndpoints.get(idOf('endpoint'))).changed_by).toEqual(by('deleteWebhookSecret'));
    expect((await fraud.alerts.get(idOf('confirmed'))).decision?.actor).toEqual(by('confirmFraudAlert'));
  });
});

test('each part of the bank that changes something by itself leaves records of its own', async () => {
  const { id: frozen } = await florin.accounts.create();
  await florin.transactions.credit({ account_id: frozen, amount: aLot });
  const soon = new Date(Date.now() + 1_500).toISOString();
  await florin.transactions.hold({ ...amountOf(1)(), expires_at: soon });
  await florin.scheduledTransactions.create({ type: 'credit', ...amountOf(1)(), scheduled_for: soon });
  const basic = Buffer.from(`${keyId}:${bank.apiKey}`).toString('base64');
  await fetch(`${bank.url}/oauth/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${basic}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });
  const database = await connect({ url: bank.databaseUrl, applicationName: 'test' });
  const query = `select distinct actor_id from ledger.transactions
    ${['ledger', 'access', 'fraud', 'notifications'].map((schema) => `union select actor_id from ${schema}.audit_log`).join(' ')}`;
  try {
    await eventually(
      async () => {
        const rows = await database.read((unit) => runParameterized<{ actor_id: string }>(unit, query, []));
        const seen = rows.map(({ actor_id }) => actor_id);
        return systemParts.every((part) => seen.includes(`system:${part}`));
      },
      { withinMs },
    );
  } finally {
    await database.close();
  }
  const { data } = await florin.auditLog.list({ object_id: frozen, actor_id: 'system:fraud' });
  expect(data).toMatchObject([{ object_type: 'account', change: 'frozen', after: { status: 'frozen' } }]);
});
