import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { idToUuid, runParameterized } from '@florin/database';
import { startApp, type StartedApp } from '@florin/testing';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { parse } from 'yaml';
import { openBank, type TestBank } from './open-bank.ts';

type Example = { value: Record<string, unknown> };
type Sent = {
  method?: string;
  headers?: Record<string, string>;
  body?: string | object;
  key?: string;
  url?: string;
};

const contract = parse(readFileSync(new URL('../../../openapi.yaml', import.meta.url), 'utf8')) as {
  components: { examples: Record<string, Example> };
};
const examples = Object.entries(contract.components.examples).filter(([, { value }]) => 'code' in value);

let bank: TestBank;
/** An account with 0.50 USD, as in the contract's examples. */
let account: string;
/** Another API over the same ledger, whose queue holds one movement for at most a tenth of a second. */
let narrow: StartedApp;
beforeAll(async () => {
  bank = await openBank();
  narrow = await startApp('api', {
    DATABASE_URL: bank.databaseUrl,
    POSTING_WAITING: '1',
    POSTING_ANSWER_WITHIN_MS: '150',
  });
  account = (await bank.florin().accounts.create({ initial_balance: 50 })).id;
});
afterAll(async () => {
  await narrow?.stop();
  await bank?.close();
});

async function send(
  path: string,
  { method, headers, body, key = bank.apiKey, url = bank.apis[0]!.url }: Sent = {},
): Promise<unknown> {
  const answer = await fetch(`${url}${path}`, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: {
      ...(key === '' ? {} : { authorization: `Bearer ${key}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return answer.json();
}

const debit = (more: Sent & { amount?: unknown; account_id?: string } = {}) => {
  const { amount = 51, account_id = account, ...sent } = more;
  return send('/transactions/debit', { body: { account_id, amount }, ...sent });
};
const newAccount = async (fields: object) => (await bank.florin().accounts.create(fields)).id;

/** Sends raw bytes; resolves to the body of the answer. */
async function sendRaw(bytes: string): Promise<unknown> {
  const { hostname, port } = new URL(bank.apis[0]!.url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  socket.write(bytes);
  const answer = await text(socket);
  return JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')));
}

/** Runs `work` while another session locks these accounts' rows, so that debits of them wait. */
async function whileLocked(ids: string[], work: () => Promise<unknown>): Promise<unknown> {
  const sql = 'select from ledger.accounts where id = any($1::uuid[]) for update';
  return bank.database.unitOfWork(async (em) => {
    await runParameterized(em, sql, [ids.map(idToUuid)]);
    return work();
  });
}

/** Runs `work` while another session has inserted an idempotency key of the tenant without a commit. */
async function whileKeyIsHeld(key: string, work: () => Promise<unknown>): Promise<unknown> {
  const sql = `insert into ledger.idempotency_keys (tenant_id, key, fingerprint, operation)
    values ($1, $2, '\\x00', 'debit')`;
  let answer: unknown;
  const held = bank.database.unitOfWork(async (em) => {
    await runParameterized(em, sql, [idToUuid(bank.tenantId), key]);
    answer = await work();
    throw new Error('rolled back');
  });
  await expect(held).rejects.toThrow('rolled back');
  return answer;
}

const underWay: Promise<unknown>[] = [];
afterEach(() => Promise.allSettled(underWay.splice(0)));

/** On a busy machine a connection to the database, or the start of the work, may take too long: both have the code of another cause. */
const ofBusyMachine = /^The (database cannot be reached|ledger is too slow to begin)/;

/** The first answer with this code; the other debits end when the accounts are free again. */
async function firstOf(code: string, send: () => Promise<unknown>[]): Promise<unknown> {
  // On a busy machine the first may have ended before the last arrive: then they come once more.
  for (;;) {
    const debits = send();
    underWay.push(...debits);
    const withCode = async (debit: Promise<unknown>) => {
      const answer = (await debit) as { code?: string; detail?: string };
      if (answer.code !== code || ofBusyMachine.test(answer.detail ?? ''))
        throw new Error(`another answer: ${answer.detail}`);
      return answer;
    };
    const found = await Promise.any(debits.map(withCode)).catch(() => undefined);
    if (found !== undefined) return found;
  }
}

const many = (count: number, ids: readonly string[]) =>
  Array.from({ length: count }, (_, n) => debit({ account_id: ids[n % ids.length]!, amount: 1 }));

/** The request that makes the real server answer with each code. */
const provoked: Record<string, () => Promise<unknown>> = {
  malformed_json: () => debit({ body: '{"account_id": "acct_01m819eke0e209k3gghyc4dkah", "amount": 50,}' }),
  malformed_request: () => send('/accounts/%zz'),
  invalid_cursor: () => send('/transactions?cursor=abc'),
  insufficient_funds: () => debit(),
  unauthenticated: () => send('/accounts', { key: '' }),
  forbidden: async () => debit({ key: await bank.keyWith(['accounts:read']) }),
  not_found: () => send('/accounts/acct_01m819eke0ehys2k5dd2ackzb7'),
  method_not_allowed: () => send(`/accounts/${account}/balance`, { body: {} }),
  state_conflict: async () => {
    const frozen = await newAccount({ initial_balance: 50 });
    await bank.florin().accounts.freeze(frozen);
    return debit({ account_id: frozen });
  },
  duplicate_external_id: async () => {
    await newAccount({ external_id: 'customer-4711' });
    return send('/accounts', { body: { external_id: 'customer-4711' } });
  },
  precondition_failed: async () => {
    const moved = await newAccount({ initial_balance: 1_000 });
    for (const amount of [100, 100]) await bank.florin().transactions.debit({ account_id: moved, amount });
    return debit({ account_id: moved, headers: { 'if-match': '"2"' } });
  },
  body_too_large: () => debit({ body: { account_id: account, amount: 51, reference: 'x'.repeat(70_000) } }),
  unsupported_media_type: () => debit({ body: 'amount=51', headers: { 'content-type': 'text/plain' } }),
  validation_failed: () => debit({ amount: '10.50' }),
  idempotency_key_reused: async () => {
    const headers = { 'idempotency-key': 'rent-2026-11' };
    await send('/transactions/credit', { headers, body: { account_id: account, amount: 1 } });
    await send('/transactions/debit', { body: { account_id: account, amount: 1 } });
    return debit({ headers });
  },
  currency_mismatch: async () => debit({ account_id: await newAccount({ currency: 'EUR' }) }),
  limit_exceeded: async () => {
    const limited = await newAccount({ initial_balance: 20_000, daily_limit: 10_000 });
    await bank.florin().transactions.debit({ account_id: limited, amount: 10_000 });
    return debit({ account_id: limited });
  },
  transaction_in_progress: () =>
    whileLocked([account], () => debit({ amount: 1, headers: { prefer: 'wait=0' } })),
  account_contended: () =>
    whileLocked([account], () => firstOf('account_contended', () => many(520, [account]))),
  rate_limited: async () => {
    const ids = [account, await newAccount({}), await newAccount({})];
    return whileLocked(ids, () => firstOf('rate_limited', () => many(1_200, ids)));
  },
  overloaded: async () => {
    // The only place is within the share of the tenant that has it.
    const { apiKey } = await bank.otherTenant();
    const both = () => [bank.apiKey, apiKey].map((key) => debit({ amount: 1, key, url: narrow.url }));
    return whileLocked([account], () => firstOf('overloaded', both));
  },
  request_in_progress: () =>
    whileKeyIsHeld('held', () => debit({ amount: 1, headers: { 'idempotency-key': 'held' } })),
  service_unavailable: () =>
    whileKeyIsHeld('held-too', async () => {
      const keyed = { amount: 1, url: narrow.url, headers: { 'idempotency-key': 'held-too' } };
      // On a busy machine the time may be over before the work has begun, which is `overloaded`.
      for (;;) {
        const answer = (await debit(keyed)) as { code?: string };
        if (answer.code !== 'overloaded') return answer;
      }
    }),
  headers_too_large: () => sendRaw(`GET /accounts HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`),
  expectation_failed: () =>
    sendRaw('POST /transactions/debit HTTP/1.1\r\nHost: a\r\nConnection: close\r\nExpect: a\r\n\r\n'),
  request_timeout: () => sendRaw('POST /transactions/debit HTTP/1.1\r\nHost: a\r\n'),
};

/** Codes of bugs, which no test can cause. */
const notProvokedHere = ['internal_error'];

/** Ids, times, addresses and the request's id differ each time. */
function withoutWhatDiffers(value: unknown): unknown {
  const text = JSON.stringify(value)
    .replaceAll(/\b(acct|txn|hold|sched|key)_[0-9a-z]{26}/g, '$1_…')
    .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, 'time')
    .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'request id')
    .replaceAll(/"address":"[\d.]+"/g, '"address":"address"')
    .replaceAll(/http:\/\/[^/"]+/g, 'http://bank');
  return JSON.parse(text);
}

describe('the example of an error in the contract and on its page is what the server answers', () => {
  test.each(Object.keys(provoked))('%s', async (code) => {
    const example = examples.find(([name]) => name === code)?.[1].value;
    expect(withoutWhatDiffers(await provoked[code]!())).toEqual(withoutWhatDiffers(example));
  });

  test('every error code of the contract is tested, here or in its own test', () => {
    expect([...Object.keys(provoked), ...notProvokedHere].sort()).toEqual(
      examples.map(([name]) => name).sort(),
    );
  });
});
