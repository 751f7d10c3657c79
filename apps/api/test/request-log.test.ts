import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '@florin/testing';
import { ask } from './ask.ts';
import { openBank, type TestBank } from './open-bank.ts';

let quiet: TestBank;
let talkative: TestBank;

beforeAll(async () => {
  quiet = await openBank();
  talkative = await openBank({ env: { ACCESS_LOG: 'true' } });
});

afterAll(async () => {
  await quiet?.close();
  await talkative?.close();
});

type Line = Record<string, unknown>;

/** The lines of the API's log that carry this request id. */
function linesOf(bank: TestBank, requestId: string): Line[] {
  const lines = bank.apis[0]!.logs().split('\n');
  return lines.filter((line) => line.includes(requestId)).map((line) => JSON.parse(line) as Line);
}

const nobody = 'acct_01m819eke0e209k3gghyc4dkah';

test('every refusal and failure is in the log by its request_id, as one line without secrets', async () => {
  const { apiKey } = quiet;
  const url = quiet.apis[0]!.url;
  const { id } = await quiet.florin().accounts.create({});
  const reader = await quiet.keyWith(['accounts:read']);
  const refusals = [
    ask(`${url}/accounts/${id}`),
    ask(`${url}/accounts/${id}`, { apiKey: 'flk_unknown' }),
    ask(`${url}/transactions/credit`, { apiKey: reader, body: { account_id: id, amount: 1 } }),
    ask(`${url}/accounts/${nobody}`, { apiKey }),
    ask(`${url}/nowhere`, { apiKey }),
    ask(`${url}/accounts`, { apiKey, method: 'DELETE' }),
    ask(`${url}/accounts`, { apiKey, body: '{' }),
    ask(`${url}/transactions/debit`, { apiKey, body: { account_id: id, amount: 0 } }),
    ask(`${url}/transactions/debit`, { apiKey, body: { account_id: id, amount: 5 } }),
    ask(`${url}/oauth/token`, { method: 'POST' }),
    // Nothing listens where the consumers would be.
    ask(`${url}/fraud/alerts`, { apiKey }),
  ];
  const statuses = new Set<number>();
  for (const answer of await Promise.all(refusals)) {
    expect(answer.status).toBeGreaterThanOrEqual(400);
    statuses.add(answer.status);
    const requestId = answer.headers.get('x-request-id')!;
    const [line, ...others] = await eventually(() => {
      const lines = linesOf(quiet, requestId);
      return lines.length > 0 && lines;
    });
    expect(others).toEqual([]);
    expect(line).toMatchObject({ request_id: requestId, status: answer.status, ms: expect.any(Number) });
    expect(line!['code']).toBe(answer.json.code ?? answer.json.error);
    expect(line!['operation']).toMatch(/^\w+$/);
  }
  expect([...statuses].sort()).toEqual([400, 401, 403, 404, 405, 422, 503]);
  expect(quiet.apis[0]!.logs()).not.toMatch(/flk_/);
});

test('a success is logged only if ACCESS_LOG is on', async () => {
  const [logged, counted] = await Promise.all(
    [talkative, quiet].map(async (bank) => {
      const answer = await ask(`${bank.apis[0]!.url}/accounts`, { apiKey: bank.apiKey, body: {} });
      expect(answer.status).toBe(200);
      return answer.headers.get('x-request-id')!;
    }),
  );
  const [line] = await eventually(() => {
    const lines = linesOf(talkative, logged!);
    return lines.length > 0 && lines;
  });
  expect(line).toMatchObject({ operation: 'createAccount', status: 200, ms: expect.any(Number) });
  expect(linesOf(quiet, counted!)).toEqual([]);
});
