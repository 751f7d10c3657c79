import type { Account, AuditLogEntry, Transaction } from '@florin/sdk';
import { eventually, startBank, type Bank } from '@florin/testing';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { CommandLine } from '../command-line.ts';
import { startHookReceiver } from '../hook-receiver.ts';

jest.setTimeout(120_000);

let bank: Bank;
let shell: CommandLine;
let ada: string;

beforeAll(async () => {
  bank = await startBank({
    apps: ['api', 'worker', 'notifications', 'fraud'],
    env: { WEBHOOK_ALLOW_HTTP: 'true', WEBHOOK_ALLOW_PRIVATE: 'true' },
  });
  shell = new CommandLine({});
  const login = shell.start(['login', '--url', bank.url], { input: `${bank.apiKey}\n` });
  expect(await login.ended).toMatchObject({ code: 0 });
  const [account] = await shell.json<Account>('accounts', 'create', '--name', 'Ada', '--currency', 'EUR');
  ada = account!.id;
  await shell.json('credit', ada, '100.00', 'EUR');
});
afterAll(async () => {
  shell?.remove();
  await bank?.stop();
});

describe('logging in', () => {
  test('keeps the key where this person alone can read it, and never shows it', async () => {
    const path = shell.path('config/florin/profiles.json');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readFileSync(path, 'utf8')).toContain(bank.apiKey);
    const [me] = await shell.json<object>('whoami');
    expect(me).toMatchObject({ profile: 'default', url: bank.url, accounts_readable: true });
    expect(JSON.stringify(me)).not.toContain(bank.apiKey);
  });

  test('a wrong key is not kept, and says so with a 4', async () => {
    const wrong = `flk_${'x'.repeat(43)}`;
    const login = await shell.florin(['login', '--profile', 'wrong', '--url', bank.url], { input: wrong });
    expect(login.code).toBe(4);
    expect(login.err).toContain(`${bank.url}/docs/errors/unauthenticated`);
    expect((await shell.florin(['profiles', 'list'])).out).not.toContain('wrong');
  });

  test('a saved key goes to its own bank only; a key of the environment goes to the given address', async () => {
    const elsewhere = await shell.florin(['whoami', '--url', 'http://127.0.0.1:9']);
    expect(elsewhere).toMatchObject({ code: 4, out: '' });
    expect(elsewhere.err).toContain('is not sent to http://127.0.0.1:9');
    const env = { FLORIN_API_KEY: bank.apiKey, FLORIN_URL: bank.url, XDG_CONFIG_HOME: '/nowhere' };
    expect(await shell.florin(['whoami'], { env })).toMatchObject({ code: 0 });
  });
});

describe('movements', () => {
  test('are shown with their currency for people, and in minor units for scripts', async () => {
    const shown = await shell.florin(['debit', ada, '2.50', 'EUR', '--reference', 'tea']);
    expect(shown.out).toMatch(/^amount +2\.50 EUR$/m);
    const [debit] = await shell.json<Transaction>('transactions', 'list', '--reference', 'tea');
    expect(debit).toMatchObject({ type: 'debit', amount: 250, currency: 'EUR', status: 'completed' });
  });

  test('happen once under one idempotency key', async () => {
    const command = ['credit', ada, '100', 'minor', '--idempotency-key', 'salary-2026-11'];
    const [first] = await shell.json<Transaction>(...command);
    const again = await shell.florin(command);
    expect(again).toMatchObject({ code: 0 });
    expect(again.out).toContain(first!.id);
    expect(again.err).toContain('nothing moved again');
  });

  test('that the bank refuses end with a 1, the code, and the page about it', async () => {
    const refused = await shell.florin(['debit', ada, '1000000.00', 'EUR']);
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.err).toContain('insufficient_funds');
    expect(refused.err).toContain(`See ${bank.url}/docs/errors/insufficient_funds`);
    const { err } = await shell.florin(['debit', ada, '1000000.00', 'EUR', '--json']);
    expect(JSON.parse(err)).toMatchObject({ error: { code: 'insufficient_funds', exitCode: 1 } });
    expect(await shell.florin(['debit', ada, '5', 'USD'])).toMatchObject({ code: 1 });
  });

  test('whose amount is ambiguous are refused here, with a 2', async () => {
    for (const amount of ['12.50', '1250', '12,50 EUR', '0 EUR']) {
      const { code, err } = await shell.florin(['credit', ada, amount]);
      expect({ amount, code, err }).toMatchObject({
        code: 2,
        err: expect.stringContaining(amount.split(' ')[0]!),
      });
    }
  });

  test('whose answer does not come end with a 3, and with the key that settles it', async () => {
    const mute = createServer((socket) => socket.once('data', () => socket.destroy()));
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
    const { port } = mute.address() as AddressInfo;
    const command = ['credit', ada, '1 EUR', '--idempotency-key', 'k-1'];
    const at = (url: string) => ({ env: { FLORIN_API_KEY: bank.apiKey, FLORIN_URL: url } });
    const lost = await shell.florin(command, at(`http://127.0.0.1:${port}`));
    mute.close();
    expect(lost.code).toBe(3);
    expect(lost.err).toContain('--idempotency-key k-1');
    // Where no connection was made, nothing can have moved.
    const refused = await shell.florin(command, at('http://127.0.0.1:9'));
    expect(refused.code).toBe(3);
    expect(refused.err).not.toContain('--idempotency-key');
  });

  test('may be promised, captured in part and reversed, in the currency of what they are made on', async () => {
    const [hold] = await shell.json<Transaction>('hold', ada, '30.00', 'EUR');
    expect((await shell.florin(['holds'])).out).toContain(hold!.id);
    const wrong = await shell.florin(['capture', hold!.id, '5', 'JPY']);
    expect(wrong).toMatchObject({ code: 2, err: expect.stringContaining('in EUR, not in JPY') });
    const [capture] = await shell.json<Transaction>('capture', hold!.id, '20.00', 'EUR', '--final');
    expect(capture).toMatchObject({ amount: 2_000 });
    const [reversal] = await shell.json<Transaction>('reverse', capture!.id, '5 EUR');
    expect(reversal).toMatchObject({ type: 'reversal', amount: 500 });
    const timeline = await shell.json<{ step: string }>('transactions', 'timeline', capture!.id);
    expect(timeline.map(({ step }) => step)).toContain('posted');
  });
});

describe('looking', () => {
  test('a statement has the head and every line, as a table, CSV and a page', async () => {
    const period = ['--from', '2026-01-01'];
    const table = await shell.florin(['statement', ada, ...period]);
    expect(table.out).toMatch(/^closing +\d+\.\d\d EUR$/m);
    const [head, ...lines] = await shell.json<Record<string, number>>('statement', ada, ...period);
    expect(lines.length).toBe(head!['count_in']! + head!['count_out']!);
    // Without a period it is that of the current month, in which all of these were posted.
    const [month] = await shell.json<Record<string, string>>('statement', ada);
    expect(month!['from']).toMatch(/^\d{4}-\d\d-01T00:00:00\.000Z$/);
    const [zoned] = await shell.json<Record<string, string>>(
      ...['statement', ada, '--month', '2026-01', '--time-zone', 'Europe/Berlin'],
    );
    expect(zoned).toMatchObject({ from: '2025-12-31T23:00:00.000Z', to: '2026-01-31T23:00:00.000Z' });
    await shell.florin(['statement', ada, ...period, '--csv', '--out', shell.path('ada.csv')]);
    expect(readFileSync(shell.path('ada.csv'), 'utf8').trim().split('\n').length).toBe(lines.length + 1);
    expect((await shell.florin(['statement', ada, ...period, '--html'])).out).toMatch(/^<!doctype html>/i);
  });

  test('an export holds every row, in both forms', async () => {
    const all = await shell.json<Transaction>('transactions', 'list', '--all');
    const rows = await shell.florin(['export', 'transactions', '--format', 'jsonl']);
    expect(rows.out).toBe(all.map((row) => `${JSON.stringify(row)}\n`).join(''));
    expect(await shell.florin(['export', 'transactions', '--out', shell.path('all.csv')])).toMatchObject({
      code: 0,
    });
    const csv = readFileSync(shell.path('all.csv'), 'utf8').trim().split('\r\n');
    expect(csv.length).toBe(all.length + 1);
    expect((await shell.florin(['export', 'accounts'])).out).toContain(ada);
  });

  test('a file that is there is written over only where somebody says so', async () => {
    const out = shell.path('kept.csv');
    for (const command of [
      ['export', 'accounts', '--out', out],
      ['statement', ada, '--from', '2026-01-01', '--csv', '--out', out],
    ]) {
      writeFileSync(out, 'mine');
      const refused = await shell.florin(command);
      expect(refused).toMatchObject({ code: 2, err: expect.stringContaining('--force') });
      expect(await shell.florin(command, { typed: 'n\n' })).toMatchObject({ code: 2 });
      expect(readFileSync(out, 'utf8')).toBe('mine');
      expect(await shell.florin(command, { typed: 'y\n' })).toMatchObject({ code: 0 });
      expect(readFileSync(out, 'utf8')).not.toBe('mine');
      expect(await shell.florin([...command, '--force'])).toMatchObject({ code: 0 });
    }
    const device = await shell.florin(['export', 'accounts', '--out', '/dev/null', '--force']);
    expect(device).toMatchObject({ code: 2, err: expect.stringContaining('not a file') });
  });

  test('a list is narrowed by how long ago things happened, and days that do not exist are refused', async () => {
    expect(await shell.json('transactions', 'list', '--since', '7d')).not.toEqual([]);
    expect(await shell.json('transactions', 'list', '--until', '7d')).toEqual([]);
    for (const command of [
      ['transactions', 'list', '--since', '2026-02-30'],
      ['statement', ada, '--from', '2026-02-30'],
      ['statement', ada, '--from', '2026-01-01', '--to', '2026-02-30'],
      ['accounts', 'balance', ada, '--at', '2026-02-30'],
      ['alerts', 'list', '--until', '2026-02-30'],
      ['tail', '--since', '2026-02-30'],
      ['credit', ada, '1 EUR', '--effective-at', '2026-02-30'],
      ['hold', ada, '1 EUR', '--expires-at', '2027-02-29'],
      ['keys', 'create', 'x', '--scopes', 'keys:read', '--expires', '2027-02-29'],
      ['scheduled', 'create', 'debit', '--account', ada, '--amount', '1 EUR', '--at', '2027-02-29'],
    ]) {
      const refused = await shell.florin(command);
      expect(refused).toMatchObject({ code: 2, err: expect.stringContaining('is not in the calendar') });
    }
  });

  test('tables fit the terminal', async () => {
    const command = ['transactions', 'list'];
    for (const columns of [80, 120, 200]) {
      const { out } = await shell.florin(command, { columns });
      // Colours take no space.
      const lines = stripVTControlCharacters(out).split('\n');
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(columns);
      expect(out).toContain('txn_');
    }
    const { err } = await shell.florin(command, { columns: 80 });
    expect(err).toContain('A wider terminal, or --json, also shows: ');
  });

  test('the tail shows each transaction once, in order, while they happen', async () => {
    const [account] = await shell.json<Account>('accounts', 'create');
    const tail = shell.florin([
      'tail',
      '--account',
      account!.id,
      '--json',
      '--since',
      '2026-01-01',
      '--count',
      '6',
      '--every',
      '100',
    ]);
    const sums = ['1', '2', '3', '4', '5', '6'];
    for (const sum of sums) await shell.json('credit', account!.id, sum, 'minor');
    const { out, code } = await tail;
    expect(code).toBe(0);
    const reported = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Transaction);
    expect(reported.map(({ amount }) => String(amount))).toEqual(sums);
  });
});

describe('keys, webhooks and the rest', () => {
  test('webhooks are made, changed over and removed', async () => {
    // An address that needs no name service, for events that nobody raises here.
    const create = ['webhooks', 'create', 'https://93.184.216.34/x', '--events', 'florin.fraud.*'];
    const [made] = await shell.json<{ id: string; secret: string }>(...create);
    expect(made!.secret).toMatch(/^whsec_/);
    const [rotated] = await shell.json<{ secret: string }>('webhooks', 'rotate', made!.id, '--overlap', '60');
    expect(rotated!.secret).not.toBe(made!.secret);
    expect((await shell.florin(['webhooks', 'list'])).out).toContain('https://93.184.216.34/x');
    expect(await shell.json('webhooks', 'deliveries')).toEqual(expect.any(Array));
    await shell.json('webhooks', 'delete', made!.id);
    expect(await shell.florin(['webhooks', 'get', made!.id])).toMatchObject({ code: 1 });
  });

  test('keys are made, handed on, changed over and ended', async () => {
    const create = ['keys', 'create', 'till 7', '--scopes', 'accounts:read', 'keys:read'];
    const named = [...create, '--idempotency-key', 'till-7'];
    const [made] = await shell.json<{ id: string; secret: string }>(...named);
    const again = await shell.florin(named);
    expect(again.err).toContain(`florin keys rotate ${made!.id}`);
    const env = { FLORIN_API_KEY: made!.secret, FLORIN_URL: bank.url };
    const me = await shell.florin(['keys', 'whoami'], { env });
    expect(me.out).toMatch(/^scopes +accounts:read, keys:read$/m);
    const stronger = await shell.florin(['keys', 'create', 'x', '--scopes', 'fraud:write'], { env });
    expect(stronger).toMatchObject({ code: 4, err: expect.stringContaining('keys:write') });
    const [fresh] = await shell.json<{ id: string; secret: string; replaces: string }>(
      ...['keys', 'rotate', made!.id, '--overlap', '60', '--expires', '2099-01-31'],
    );
    expect(fresh).toMatchObject({ replaces: made!.id, expires_at: '2099-01-31T00:00:00.000Z' });
    const listed = await shell.florin(['keys', 'list']);
    expect(listed.out).toContain(made!.secret.slice(0, 8));
    for (const { secret } of [made!, fresh!]) expect(listed.out + again.out).not.toContain(secret.slice(4));
    const [ended] = await shell.json<{ status: string }>('keys', 'revoke', made!.id);
    expect(ended).toMatchObject({ id: made!.id, status: 'revoked' });
    expect(await shell.florin(['keys', 'create', 'x'])).toMatchObject({ code: 2 });
  });

  test('who changed what is listed by object, kind, actor and time', async () => {
    const [{ id } = { id: '' }] = await shell.json<Account>('accounts', 'create', '--name', 'Audited');
    await shell.json('accounts', 'freeze', id);
    const of = ['audit-log', '--object', id, '--type', 'account'];
    const entries = await shell.json<AuditLogEntry>(...of);
    expect(entries.map(({ change }) => change)).toEqual(['frozen', 'opened']);
    const shown = await shell.florin(of, { columns: 200 });
    expect(stripVTControlCharacters(shown.out)).toMatch(
      new RegExp(`${id} +frozen +key_\\w+ .*{"status":"frozen"}`),
    );
    const [{ actor, at } = { actor: null, at: '' }] = entries;
    expect(await shell.json(...of, '--actor', actor?.id ?? '', '--since', '1h')).toEqual(entries);
    expect(await shell.json(...of, '--actor', 'operator:ada')).toEqual([]);
    expect(await shell.json(...of, '--until', at)).toEqual(entries.slice(1));
    expect(await shell.json(...of, '--limit', '1')).toEqual(entries.slice(0, 1));
    const kinds = await shell.json<AuditLogEntry>('audit-log', '--type', 'tenant', 'api_key', '--all');
    expect(new Set(kinds.map(({ object_type }) => object_type))).toEqual(new Set(['tenant', 'api_key']));
    const unknown = await shell.florin(['audit-log', '--type', 'vault']);
    expect(unknown).toMatchObject({ code: 2, err: expect.stringContaining('notification_preferences') });
  });

  test('alerts are listed, and one that is not there cannot be decided', async () => {
    expect(await shell.json('alerts', 'list')).toEqual(expect.any(Array));
    const none = await shell.florin(['alerts', 'dismiss', 'alrt_01m819eke0e209k3gghyc4dkah']);
    expect(none).toMatchObject({ code: 1, err: expect.stringContaining('not_found') });
  });

  test('the bench moves money and finds every balance as it was acknowledged', async () => {
    const [report] = await shell.json<Record<string, number>>(
      ...['bench', '--clients', '4', '--seconds', '1', '--accounts', '3'],
    );
    expect(report).toMatchObject({ balances_checked: 3, balances_wrong: 0 });
    expect(report!['answered']).toBeGreaterThan(0);
    const open = await shell.json<Account>('accounts', 'list', '--name', 'florin bench', '--status', 'open');
    expect(open).toEqual([]);
  });
});

describe('for developers', () => {
  test('events are forwarded, signed as webhooks, to a program on this machine', async () => {
    const secret = Promise.withResolvers<string>();
    const receiver = await startHookReceiver(secret.promise);
    const to = ['--forward-to', receiver.url, '--every', '100'];
    const { child, ended } = shell.start(['listen', ...to, '--events', 'florin.transactions.*']);
    child.stderr?.on('data', (text) => secret.resolve(/whsec_\S+/.exec(String(text))?.[0] ?? ''));
    await secret.promise;
    await shell.json('trigger', 'transactions.failed');
    await shell.json('trigger', 'transactions.holds');
    await eventually(() => receiver.types.length >= 4);
    child.kill('SIGINT');
    expect((await ended).out).toMatch(/florin\.transactions\.failed\.v1 +204/);
    receiver.stop();
    const kinds = ['failed', 'holds', 'completed'].map((kind) => `florin.transactions.${kind}.v1`);
    expect(receiver.types).toEqual(expect.arrayContaining(kinds));
    expect((await shell.florin(['webhooks', 'list'])).out).not.toContain('florin listen');
  });

  test('every event can be triggered', async () => {
    for (const event of ['transactions.completed', 'accounts.lifecycle', 'fraud.alerts']) {
      const [made] = await shell.json<{ account: string }>('trigger', event);
      expect(made).toMatchObject({ event, account: expect.stringMatching(/^acct_/) });
    }
    expect(await shell.florin(['trigger', 'nothing'])).toMatchObject({ code: 2 });
  });

  test('any request can be sent, with the exit code of its answer', async () => {
    const got = await shell.florin(['api', 'GET', `/accounts/${ada}`]);
    expect(got).toMatchObject({ code: 0, err: expect.stringContaining('200, request ') });
    expect(JSON.parse(got.out)).toMatchObject({ id: ada });
    const credit = ['api', 'POST', '/transactions/credit', '--data', '-', '--idempotency-key', 'raw-1'];
    const body = JSON.stringify({ account_id: ada, amount: 1, currency: 'EUR' });
    const [first, again] = [
      await shell.florin(credit, { input: body }),
      await shell.florin(credit, { input: body }),
    ];
    expect(first.out).toBe(again.out);
    const missing = await shell.florin(['api', 'GET', '/nothing']);
    expect(missing).toMatchObject({ code: 1, out: expect.stringContaining('not_found') });
    expect(await shell.florin(['api', 'GET', 'accounts'])).toMatchObject({ code: 2 });
    expect(await shell.florin(['api', 'GET', '//evil.example/x'])).toMatchObject({ code: 1 });
    const away = { env: { FLORIN_API_KEY: bank.apiKey, FLORIN_URL: 'http://127.0.0.1:9' } };
    expect(await shell.florin(['api', 'GET', '/accounts'], away)).toMatchObject({ code: 3 });
  });

  test('the addresses of the pages are shown', async () => {
    const { out } = await shell.florin(['open', 'errors', '--json']);
    expect(JSON.parse(out)).toEqual({ address: `${bank.url}/docs/errors` });
  });
});

test('from the repository, files are looked for where the person is', () => {
  writeFileSync(shell.path('here.csv'), `type,account_id,amount_minor\ncredit,${ada},1\n`);
  const root = join(import.meta.dirname, '..', '..', '..', '..');
  const command = ['--prefix', root, 'run', '--silent', 'florin', '--', 'import', 'here.csv', '--check'];
  const env = { ...process.env, FLORIN_API_KEY: bank.apiKey, FLORIN_URL: bank.url };
  const ended = spawnSync('npm', command, { cwd: shell.directory, env, encoding: 'utf8' });
  expect(ended).toMatchObject({
    status: 0,
    stderr: expect.stringContaining('here.csv: 1 movements, nothing'),
  });
});

describe('the README', () => {
  test('takes its reader on a tour that works, word for word', async () => {
    const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
    const tour = [...readme.matchAll(/```sh\n(.*?)```/gs)].map(([, commands]) => commands).join('');
    expect(tour.match(/^florin /gm)?.length).toBeGreaterThan(15);
    const { out, err, code } = await shell.tour(tour, { BANK: bank.url, KEY: bank.apiKey });
    expect({ code, err }).toMatchObject({ code: 0 });
    expect(out).toContain('nothing wrong with them');
    expect(out).toMatch(/^balance +55\.00 EUR/m);
    expect(out).toMatch(/^closing +42\.50 EUR/m);
  });
});
