import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Agent, get } from 'node:http';
import { ask, type RawAnswer } from '../ask.ts';
import { openBank, type TestBank } from '../open-bank.ts';

let bank: TestBank;
const readerCount = 200;

beforeAll(async () => {
  bank = await openBank();
});

afterAll(async () => {
  await bank?.close();
});

test('200 clients that read lists do not delay credits, single rows and readiness checks', async () => {
  const { url } = bank.apis[0]!;
  const { apiKey } = bank;
  const account = (await ask(`${url}/accounts`, { apiKey, body: {} })).json.id as string;
  const credit = (key: string) => {
    const headers = { 'idempotency-key': key };
    return ask(`${url}/transactions/credit`, { apiKey, headers, body: { account_id: account, amount: 1 } });
  };
  for (let filled = 0; filled < 2; filled++) {
    const movements = Array.from({ length: 100 }, () => ({ type: 'credit', account_id: account, amount: 1 }));
    expect((await ask(`${url}/transactions/batch`, { apiKey, body: { movements } })).status).toBe(200);
  }
  const page = await ask(`${url}/transactions?limit=100`, { apiKey });
  expect(page.json.data).toHaveLength(100);

  const readers = startReaders(`${url}/transactions?limit=100`, apiKey);
  // Until every reader has been answered once, everything that can wait waits.
  await sleep(2_000);
  const failed: string[] = [];
  // Other tests have the machine's cores too: a new session of PostgreSQL may then take longer than the API waits for it.
  let repeats = 3;
  const expectAnswer = async (what: string, asking: () => Promise<RawAnswer>) => {
    let answer = await asking();
    while (answer.status === 503 && repeats-- > 0) answer = await asking();
    if (answer.status !== 200) failed.push(`${what}: ${answer.status} ${answer.text}`);
  };
  for (let i = 0; i < 15; i++) {
    await expectAnswer('credit', () => credit(`credit-${i}`));
    await expectAnswer('balance', () => ask(`${url}/accounts/${account}/balance`, { apiKey }));
    await expectAnswer('readiness', () => ask(`${url}/health/ready`));
    if (i % 5 === 0) await expectAnswer('account', () => ask(`${url}/accounts`, { apiKey, body: {} }));
  }
  const { ok, shed, other } = await readers.stop();
  expect(failed).toEqual([]);
  // Requests that cannot be answered in time get 503 and no other status.
  expect({ some: ok > 0, other, shed }).toEqual({ some: true, other: [], shed: expect.any(Number) });
  expect((await ask(`${url}/accounts/${account}/balance`, { apiKey })).json.balance).toBe(215);
});

test('concurrent statements wait for each other and are all answered', async () => {
  const { url } = bank.apis[0]!;
  const { apiKey } = bank;
  const account = (await ask(`${url}/accounts`, { apiKey, body: { initial_balance: 5 } })).json.id as string;
  const statement = () => ask(`${url}/accounts/${account}/statement`, { apiKey });
  // More than there are places for lists, so that one which needed two would never get the second.
  const answers = await Promise.all(Array.from({ length: 40 }, statement));
  expect(answers.filter(({ status }) => status !== 200).map(({ text }) => text)).toEqual([]);
});

/** Clients that send the next request as soon as they have an answer, and read its status only. */
function startReaders(url: string, apiKey: string) {
  const agent = new Agent({ keepAlive: true, maxSockets: readerCount });
  const seen = { ok: 0, shed: 0, other: [] as (number | string)[] };
  let reading = true;
  const readOnce = () =>
    new Promise<number | string>((resolve) => {
      const headers = { authorization: `Bearer ${apiKey}` };
      get(url, { agent, headers }, (response) => {
        response.resume();
        response.on('end', () => resolve(response.statusCode ?? 0));
      }).on('error', (error) => resolve(error.message));
    });
  const read = async () => {
    while (reading) {
      const status = await readOnce();
      if (status === 200) seen.ok += 1;
      else if (status === 503) seen.shed += 1;
      else seen.other.push(status);
    }
  };
  const all = Array.from({ length: readerCount }, read);
  return {
    async stop() {
      reading = false;
      await Promise.all(all);
      agent.destroy();
      return seen;
    },
  };
}
