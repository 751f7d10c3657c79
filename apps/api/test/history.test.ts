import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { runParameterized } from '@florin/database';
import type { Florin } from '@florin/sdk';
import { ask } from './ask.ts';
import { gather } from './ledger-assertions.ts';
import { openBank, type TestBank } from './open-bank.ts';

const dayMs = 86_400_000;
const agoIso = (ms: number) => new Date(Date.now() - ms).toISOString();

let bank: TestBank;
let florin: Florin;
let account_id: string;
let other: string;
let url: string;

beforeAll(async () => {
  bank = await openBank({ env: { NOTIFICATIONS_URL: 'http://127.0.0.1:9' } });
  florin = bank.florin();
  url = bank.apis[0]!.url;
  ({ id: account_id } = await florin.accounts.create({ name: '<b>Ada & Co</b>' }));
  ({ id: other } = await florin.accounts.create());
  await florin.transactions.credit({
    account_id,
    amount: 10_000,
    reference: '=1+1',
    description: '@SUM("a", b)',
  });
  await florin.transactions.debit({ account_id, amount: 2_550, description: '<script>alert(1)</script>' });
  await florin.transactions.transfer({ from_account_id: account_id, to_account_id: other, amount: 1_000 });
  await florin.transactions.hold({ account_id, amount: 500 });
  await florin.transactions.credit({ account_id, amount: 7, effective_at: agoIso(10 * dayMs) });
  await florin.transactions.debit({ account_id, amount: 99_999_999 }).catch(() => undefined);
});

afterAll(async () => {
  expect(await bank.audit()).toEqual([]);
  await bank?.close();
});

const month = () => ({ from: agoIso(20 * dayMs), to: new Date(Date.now() + dayMs).toISOString() });

describe("an account's movements", () => {
  test('come from its own side, newest first, with what each left', async () => {
    const lines = await gather(florin.accounts.transactions(account_id, { limit: 2 }));
    const shown = lines.map(
      ({ type, direction, amount, balance_change, balance_after, held_after, account_version }) => [
        type,
        direction,
        amount,
        balance_change,
        balance_after,
        held_after,
        account_version,
      ],
    );
    expect(shown).toEqual([
      ['credit', 'credit', 7, 7, 6_457, 500, 5],
      ['hold', 'debit', 500, 0, 6_450, 500, 4],
      ['transfer', 'debit', 1_000, -1_000, 6_450, 0, 3],
      ['debit', 'debit', 2_550, -2_550, 7_450, 0, 2],
      ['credit', 'credit', 10_000, 10_000, 10_000, 0, 1],
    ]);
    expect(lines[2]!.counterparty_account_id).toBe(other);
    const [received] = await gather(florin.accounts.transactions(other));
    expect(received).toMatchObject({
      direction: 'credit',
      balance_change: 1_000,
      counterparty_account_id: account_id,
    });
  });

  test('are listed with a cursor that cannot be used for another account', async () => {
    const { next_cursor } = await florin.accounts.transactions(account_id, { limit: 1 });
    const path = (id: string) => `${url}/accounts/${id}/transactions?limit=1&cursor=${next_cursor}`;
    expect(await ask(path(account_id), { apiKey: bank.apiKey })).toMatchObject({ status: 200 });
    expect(await ask(path(other), { apiKey: bank.apiKey })).toMatchObject({
      json: { code: 'invalid_cursor' },
    });
  });
});

describe('a balance in the past', () => {
  test('is zero before the account was opened, unless something was said to have happened then', async () => {
    const at = agoIso(5 * dayMs);
    const nothing = { balance: 0, held: 0, available: null, version: 0, as_of: at };
    expect(await florin.accounts.balanceAt(account_id, { at })).toMatchObject(nothing);
    const counted = await florin.accounts.balanceAt(account_id, { at, basis: 'effective' });
    expect(counted).toMatchObject({ balance: 7, held: 0, version: 1 });
  });

  test('is the balance after a movement from the time of that movement on', async () => {
    for (const line of await gather(florin.accounts.transactions(account_id))) {
      const rightAfter = new Date(Date.parse(line.created_at) + 1).toISOString();
      const at = await florin.accounts.balanceAt(account_id, { at: rightAfter });
      expect(at).toMatchObject({
        balance: line.balance_after,
        held: line.held_after,
        version: line.account_version,
      });
    }
  });

  test('equals the closing balance of a statement that ends at that time, to the millisecond', async () => {
    const lines = await gather(florin.accounts.transactions(account_id));
    for (const { created_at: to } of lines) {
      const { balance } = await florin.accounts.balanceAt(account_id, { at: to });
      const { closing } = await florin.accounts.statement(account_id, { from: agoIso(dayMs), to });
      expect(balance).toBe(closing.balance);
    }
    expect(lines.length).toBeGreaterThan(3);
  });

  test('is that of now for a time a few seconds ahead', async () => {
    const at = new Date(Date.now() + 20_000).toISOString();
    const { balance, as_of } = await florin.accounts.balanceAt(account_id, { at });
    expect(balance).toBe((await florin.accounts.balance(account_id)).balance);
    expect(Date.parse(as_of)).toBeLessThan(Date.parse(at));
  });

  test('is refused for a future time, and not found for an unknown account', async () => {
    const at = new Date(Date.now() + dayMs).toISOString();
    await expect(florin.accounts.balanceAt(account_id, { at })).rejects.toMatchObject({ status: 422 });
    const unknown = account_id.replace(/.{4}$/, '0000');
    await expect(florin.accounts.balanceAt(unknown, { at: agoIso(1) })).rejects.toMatchObject({
      status: 404,
    });
    await expect(florin.accounts.balances([account_id, unknown])).rejects.toMatchObject({ status: 404 });
  });
});

test('several balances are returned in the order of the ids', async () => {
  const { data } = await florin.accounts.balances([other, account_id]);
  expect(data.map(({ account_id: id, balance, available }) => [id, balance, available])).toEqual([
    [other, 1_000, 1_000],
    [account_id, 6_457, 5_957],
  ]);
  const twice = `${url}/balances?account_id=${other}&account_id=${other}`;
  expect(await ask(twice, { apiKey: bank.apiKey })).toMatchObject({ status: 422 });
  expect(await ask(`${url}/balances`, { apiKey: bank.apiKey })).toMatchObject({ status: 422 });
});

describe('a statement', () => {
  test('adds up, and every page has the same totals', async () => {
    const first = await florin.accounts.statement(account_id, { ...month(), limit: 2 });
    expect(first).toMatchObject({
      account_id,
      opening: { balance: 0, version: 0 },
      closing: { balance: 6_457, held: 500, version: 5 },
      total_in: 10_007,
      total_out: 3_550,
      count_in: 2,
      count_out: 2,
      as_of_version: 5,
      has_more: true,
    });
    const { data: _, has_more, next_cursor, ...head } = first;
    const period = new URLSearchParams({ from: first.from, to: first.to, limit: '2' });
    const page = await ask(`${url}/accounts/${account_id}/statement?${period}`, { apiKey: bank.apiKey });
    await florin.transactions.credit({ account_id: other, amount: 1 });
    await florin.transactions.transfer({ from_account_id: other, to_account_id: account_id, amount: 1 });
    period.set('cursor', page.json.next_cursor);
    const second = await ask(`${url}/accounts/${account_id}/statement?${period}`, { apiKey: bank.apiKey });
    const expected = { ...head, as_of: page.json.as_of, has_more: false, next_cursor: null };
    expect(second.json).toMatchObject(expected);
    expect([has_more, next_cursor !== null, second.json.data.length]).toEqual([true, true, 2]);
    await florin.transactions.debit({ account_id, amount: 1 });
    const walked = await gather(florin.accounts.statement(account_id, { ...month(), limit: 1 }));
    expect(walked.map(({ balance_after }) => balance_after)).toEqual([
      10_000, 7_450, 6_450, 6_457, 6_458, 6_457,
    ]);
  });

  test('orders movements by effective time on request', async () => {
    const lines = await gather(
      florin.accounts.statement(account_id, { ...month(), basis: 'effective', limit: 1 }),
    );
    expect(lines.map(({ balance_after }) => balance_after)).toEqual([7, 10_007, 7_457, 6_457, 6_458, 6_457]);
    const week = { from: agoIso(7 * dayMs), to: month().to, basis: 'effective' as const };
    const later = await florin.accounts.statement(account_id, week);
    expect(later).toMatchObject({
      opening: { balance: 7, version: 1 },
      closing: { balance: 6_457 },
      total_in: 10_001,
    });
  });

  test('as CSV has every line, numbers as numbers, and no formulas from texts', async () => {
    const csv = await florin.accounts.statementCsv(account_id, { ...month(), limit: 1 });
    const rows = csv.split('\r\n');
    expect(rows[0]).toMatch(/^created_at,.*,amount_minor,balance_minor,amount,balance,currency$/);
    expect(rows[1]).toContain(`,'=1+1,"'@SUM(""a"", b)",10000,10000,100.00,100.00,USD`);
    expect(rows[2]).toMatch(/,-2550,7450,-25\.50,74\.50,USD$/);
    expect(rows).toHaveLength(8);
    expect(rows[7]).toBe('');
  });

  test('as a printable page escapes texts and loads nothing', async () => {
    const call = florin.accounts.statementHtml(account_id, month());
    const { data: html, headers } = await call.withResponse();
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('vary')).toBe('Accept');
    expect(html).toContain('&lt;b&gt;Ada &amp; Co&lt;/b&gt;');
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(html).not.toMatch(/<script|<b>Ada|src=|href=/);
    expect(html).toContain('-25.50 USD');
    expect(html.trimEnd()).toMatch(/<\/html>$/);
  });

  test.each([
    ['that ends before it begins', { from: agoIso(1), to: agoIso(dayMs) }],
    ['of more than a year', { from: agoIso(400 * dayMs), to: agoIso(1) }],
    ['of the future', { from: new Date(Date.now() + dayMs).toISOString(), to: agoIso(-2 * dayMs) }],
  ])('%s is refused in every format', async (_what, period) => {
    await expect(florin.accounts.statement(account_id, period)).rejects.toMatchObject({ status: 422 });
    await expect(florin.accounts.statementCsv(account_id, period)).rejects.toMatchObject({ status: 422 });
  });

  const statementOf = async (query: Record<string, string>) =>
    (
      await ask(`${url}/accounts/${account_id}/statement?${new URLSearchParams(query)}`, {
        apiKey: bank.apiKey,
      })
    ).json;

  test('covers the current month by default, by the bank’s clock, in UTC or in a time zone', async () => {
    const [row] = await bank.database.read((em) =>
      runParameterized<Record<'utc_from' | 'utc_to' | 'there_from' | 'there_to', string>>(
        em,
        `select to_json(date_trunc('month', now(), 'UTC'))#>>'{}' as utc_from,
           to_json((date_trunc('month', now() at time zone 'UTC') + interval '1 month') at time zone 'UTC')#>>'{}' as utc_to,
           to_json(date_trunc('month', now(), 'Pacific/Kiritimati'))#>>'{}' as there_from,
           to_json((date_trunc('month', now() at time zone 'Pacific/Kiritimati') + interval '1 month')
             at time zone 'Pacific/Kiritimati')#>>'{}' as there_to`,
        [],
      ),
    );
    const iso = (text: string) => new Date(text).toISOString();
    expect(await statementOf({})).toMatchObject({ from: iso(row!.utc_from), to: iso(row!.utc_to) });
    expect(await statementOf({ time_zone: 'Pacific/Kiritimati' })).toMatchObject({
      from: iso(row!.there_from),
      to: iso(row!.there_to),
    });
  });

  test('without a start covers the month that ends with its end, and without an end goes up to the end of this month', async () => {
    expect(await statementOf({ to: '2026-03-01', time_zone: 'Europe/Berlin' })).toMatchObject({
      from: '2026-01-31T23:00:00.000Z',
      to: '2026-02-28T23:00:00.000Z',
    });
    const { to } = await statementOf({});
    expect(await statementOf({ from: agoIso(40 * dayMs).slice(0, 10) })).toMatchObject({ to });
  });

  test('has the same period on all pages, also without one in the query', async () => {
    const first = await statementOf({ limit: '1' });
    const second = await statementOf({ limit: '1', cursor: first.next_cursor });
    expect([second.from, second.to, second.as_of]).toEqual([first.from, first.to, first.as_of]);
  });

  test('as a page and as a file uses the requested time zone', async () => {
    const query = 'from=2026-01-01&to=2026-02-01&time_zone=Asia/Tokyo';
    const of = (accept: string) =>
      fetch(`${url}/accounts/${account_id}/statement?${query}`, {
        headers: { authorization: `Bearer ${bank.apiKey}`, accept },
      });
    expect(await (await of('text/html')).text()).toContain('Statement 2026-01-01 to 2026-02-01');
    expect((await of('text/csv')).headers.get('content-disposition')).toContain('-2026-01-01.csv');
  });

  test("of another tenant's account is not found, in every form", async () => {
    const { apiKey } = await bank.otherTenant();
    const outsider = bank.florin(0, { apiKey });
    for (const requested of [
      outsider.accounts.statement(account_id, month()),
      outsider.accounts.statementCsv(account_id, month()),
      outsider.accounts.statementHtml(account_id, month()),
      outsider.accounts.transactions(account_id),
      outsider.accounts.balances([account_id]),
      outsider.accounts.balanceAt(account_id, { at: agoIso(1) }),
    ]) {
      await expect(requested).rejects.toMatchObject({ status: 404 });
    }
    expect((await outsider.accounts.trialBalance()).data).toEqual([]);
  });
});

test('the trial balance is zero, and counts accounts and transactions', async () => {
  const { data } = await florin.accounts.trialBalance();
  expect(data).toEqual([
    {
      currency: 'USD',
      currency_exponent: 2,
      customers: 7_457,
      outside: -7_457,
      difference: 0,
      accounts: 2,
      transactions: 9,
    },
  ]);
});

test('a timeline shows the known steps, and reports that deliveries are unknown while the notifications app is unavailable', async () => {
  const [last] = (await florin.transactions.list({ account_id, status: 'completed', limit: 1 })).data;
  const { steps, deliveries_known } = await florin.transactions.timeline(last!.id);
  expect(deliveries_known).toBe(false);
  expect(steps.map(({ step, by }) => [step, by])).toEqual([
    ['received', 'api'],
    ['decided', 'ledger'],
    ['posted', 'ledger'],
    ['published', 'worker'],
  ]);
  const [received, decided, posted, published] = steps.map(({ at }) => (at === null ? null : Date.parse(at)));
  expect(decided).toBe(Date.parse(last!.created_at));
  expect(received!).toBeLessThanOrEqual(decided!);
  expect(posted!).toBeGreaterThanOrEqual(received!);
  expect(published).toBeNull();
  const unknown = last!.id.replace(/.{4}$/, '0000');
  await expect(florin.transactions.timeline(unknown)).rejects.toMatchObject({ status: 404 });
});
