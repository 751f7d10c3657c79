import { Florin } from '@florin/sdk';
import { startBank, type Bank } from '@florin/testing';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CommandLine } from '../command-line.ts';

jest.setTimeout(120_000);

let bank: Bank;
let florin: Florin;
let shell: CommandLine;

beforeAll(async () => {
  bank = await startBank({ apps: ['api'] });
  florin = new Florin({ apiKey: bank.apiKey, baseUrl: bank.url });
  shell = new CommandLine({ FLORIN_API_KEY: bank.apiKey, FLORIN_URL: bank.url });
});
afterAll(async () => {
  shell?.remove();
  await bank?.stop();
});

const accountWith = async (initial_balance = 0) => (await florin.accounts.create({ initial_balance })).id;
const balanceOf = async (id: string) => (await florin.accounts.balance(id)).balance;

function write(name: string, head: string, lines: string[]): string {
  const path = shell.path(name);
  writeFileSync(path, `${[head, ...lines].join('\n')}\n`);
  return path;
}

const read = (name: string) => readFileSync(shell.path(name), 'utf8');

/**
 * Stands between the command line and the bank, and calls `onAnswered` when the bank has answered a batch and nobody
 * has heard of it yet: the worst moment to die.
 */
async function standBetween(
  onAnswered: (batch: number) => boolean,
): Promise<{ url: string; server: Server }> {
  let batches = 0;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const headers = Object.fromEntries(
      ['authorization', 'content-type', 'idempotency-key'].flatMap((name) => {
        const value = request.headers[name];
        return typeof value === 'string' ? [[name, value]] : [];
      }),
    );
    const answer = await fetch(`${bank.url}${request.url}`, {
      method: request.method!,
      headers,
      ...(chunks.length > 0 ? { body: Buffer.concat(chunks) } : {}),
    });
    const body = Buffer.from(await answer.arrayBuffer());
    if (request.url === '/transactions/batch' && onAnswered(++batches)) return void response.destroy();
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

describe('an import that is killed', () => {
  test('and started again moves everything once, whatever was under way', async () => {
    const [from, to] = [await accountWith(100_000), await accountWith()];
    const lines = Array.from({ length: 60 }, (_none, index) => `transfer,${from},${to},${index + 1}`);
    const file = write('killed.csv', 'type,from_account_id,to_account_id,amount_minor', lines);
    const total = (60 * 61) / 2;
    let child: ReturnType<CommandLine['start']>['child'] | undefined;
    const killAt = new Set([2, 4]);
    const { url, server } = await standBetween((batch) => killAt.has(batch) && child!.kill('SIGKILL'));
    try {
      const command = ['import', file, '--chunk', '10'];
      for (let run = 0; run < 2; run += 1) {
        const running = shell.start(command, { env: { FLORIN_URL: url } });
        child = running.child;
        await running.ended;
        expect(child.signalCode).toBe('SIGKILL');
      }
      const last = await shell.florin([...command, '--json'], { env: { FLORIN_URL: url } });
      expect(last).toMatchObject({ code: 0 });
      expect(JSON.parse(last.out)).toMatchObject({ completed: 60, refused: 0 });
    } finally {
      server.closeAllConnections();
      server.close();
    }
    expect([await balanceOf(from), await balanceOf(to)]).toEqual([100_000 - total, total]);
  });

  test('does not double when its journal is lost as well', async () => {
    const to = await accountWith();
    const file = write(
      'lost.csv',
      'type,account_id,amount',
      Array.from({ length: 30 }, () => `credit,${to},1.00`),
    );
    const command = ['import', file, '--chunk', '10', '--currency', 'USD'];
    expect(await shell.florin(command)).toMatchObject({ code: 0 });
    writeFileSync(shell.path('lost.import.jsonl'), '');
    expect(await shell.florin(command)).toMatchObject({ code: 0 });
    expect(await balanceOf(to)).toBe(3_000);
    // Cut into other chunks, the same keys would carry other movements: refused, and nothing moves.
    writeFileSync(shell.path('lost.import.jsonl'), '');
    const other = await shell.florin(['import', file, '--chunk', '7', '--currency', 'USD']);
    expect(other).toMatchObject({ code: 1, err: expect.stringContaining('idempotency_key_reused') });
    expect(await balanceOf(to)).toBe(3_000);
    // On purpose it may be imported once more.
    expect(await shell.florin([...command, '--label', 'again'])).toMatchObject({ code: 0 });
    expect(await balanceOf(to)).toBe(6_000);
  });
});

describe('lines that cannot be posted', () => {
  test('are found before anything is sent, with line and column', async () => {
    const to = await accountWith();
    const file = write('bad.csv', 'type,account_id,amount', [
      `credit,${to},1.00`,
      `credit,${to},1.005`,
      'gift,,1',
    ]);
    const { code, err } = await shell.florin(['import', file, '--currency', 'USD']);
    expect(code).toBe(2);
    expect(err).toContain('line 3, amount: ');
    expect(err).toContain('line 4, type: ');
    expect(await balanceOf(to)).toBe(0);
    expect(existsSync(shell.path('bad.import.jsonl'))).toBe(false);
  });

  test('by the bank’s word stand in a file of errors, and the others are posted', async () => {
    const to = await accountWith();
    const unknown = 'acct_01m819eke0e209k3gghyc4dkah';
    const head = 'type,account_id,amount_minor,effective_at';
    const lines = [
      `credit,${to},5,`,
      `debit,${to},50,`,
      `credit,${unknown},5,`,
      `credit,${to},5,2099-01-01`,
      `credit,${to},7,`,
    ];
    const file = write('mixed.csv', head, lines);
    const first = await shell.florin(['import', file]);
    expect(first).toMatchObject({ code: 1, err: expect.stringContaining('mixed.errors.csv') });
    expect(await balanceOf(to)).toBe(12);
    const errors = read('mixed.errors.csv').trim().split('\r\n');
    expect(errors.map((line) => line.split(',').slice(0, 2).join(' '))).toEqual([
      'line code',
      '3 insufficient_funds',
      '4 not_found',
      '5 validation_failed',
    ]);
    // Once more says the same, and moves nothing.
    expect(await shell.florin(['import', file])).toMatchObject({ code: 1, out: first.out });
    expect(await balanceOf(to)).toBe(12);
  });

  test('a file that has changed since its import began is not gone on with', async () => {
    const to = await accountWith();
    const file = write('changing.csv', 'type,account_id,amount_minor', [`credit,${to},1`]);
    expect(await shell.florin(['import', file])).toMatchObject({ code: 0 });
    write('changing.csv', 'type,account_id,amount_minor', [`credit,${to},1`, `credit,${to},2`]);
    const changed = await shell.florin(['import', file]);
    expect(changed).toMatchObject({ code: 2, err: expect.stringContaining('has changed') });
    expect(await balanceOf(to)).toBe(1);
  });
});

describe('a file that was written elsewhere', () => {
  test('is the same import with other line ends, another separator and in another encoding', async () => {
    const to = await accountWith();
    const lines = [
      'type,account_id,amount_minor,description',
      `credit,${to},5,Müller`,
      `credit,${to},7,Zürich`,
    ];
    const path = shell.path('elsewhere.csv');
    writeFileSync(path, `${lines.join('\n')}\n`);
    expect(await shell.florin(['import', path])).toMatchObject({ code: 0 });
    writeFileSync(path, Buffer.from(lines.join('\r\n').replaceAll(',', ';'), 'latin1'));
    const unsaid = await shell.florin(['import', path, '--check']);
    expect(unsaid).toMatchObject({ code: 2, err: expect.stringContaining('--encoding windows-1252') });
    for (const separator of [[], ['--separator', ';']]) {
      const again = await shell.florin(['import', path, '--encoding', 'windows-1252', ...separator]);
      expect(again).toMatchObject({ code: 0 });
    }
    // Without the journal the keys alone decide: the lines are the same requests.
    rmSync(shell.path('elsewhere.import.jsonl'));
    expect(await shell.florin(['import', path, '--encoding', 'windows-1252'])).toMatchObject({ code: 0 });
    expect(await balanceOf(to)).toBe(12);
    const [{ description } = {}] = (await florin.transactions.list({ account_id: to, limit: 1 })).data;
    expect(description).toBe('Zürich');
  });

  test('goes on where an earlier version, which knew files by their bytes, has left it', async () => {
    const to = await accountWith();
    const path = shell.path('earlier.csv');
    const text = `type,account_id,amount_minor\r\ncredit,${to},5\r\ncredit,${to},7\r\n`;
    writeFileSync(path, text);
    const sha256 = createHash('sha256').update(text).digest('hex');
    const movements = [{ type: 'credit', account_id: to, amount: 5 }] as const;
    await florin.transactions.batch(
      { movements: [...movements] },
      { idempotencyKey: `import-${sha256.slice(0, 40)}-0` },
    );
    const head = { file_sha256: sha256, label: '', url: bank.url, chunk_size: 1 };
    writeFileSync(shell.path('earlier.import.jsonl'), `${JSON.stringify({ import: head })}\n`);
    expect(await shell.florin(['import', path, '--chunk', '1'])).toMatchObject({ code: 0 });
    expect(await balanceOf(to)).toBe(12);
  });

  test('that the contract will refuse is found by --check, line by line', async () => {
    const to = await accountWith();
    const file = write('refused.csv', 'type,account_id,amount_minor,currency,reference,effective_at', [
      `credit,${to},5,ZZZ,,`,
      `credit,${to},5,USD,${'x'.repeat(256)},`,
      `credit,${to},5,USD,,2099-01-01`,
      `credit,${to},5,USD,,2026-02-30`,
    ]);
    const { code, err } = await shell.florin(['import', file, '--check']);
    expect(code).toBe(2);
    for (const where of ['2, currency', '3, reference', '4, effective_at', '5, effective_at'])
      expect(err).toContain(`line ${where}: `);
  });

  test('called a file of errors is not written over', async () => {
    const unknown = 'acct_01m819eke0e209k3gghyc4dkah';
    const file = write('precious.csv', 'type,account_id,amount_minor', [`credit,${unknown},1`]);
    writeFileSync(shell.path('mine.csv'), 'mine\n');
    const command = ['import', file, '--errors', shell.path('mine.csv')];
    expect(await shell.florin(command)).toMatchObject({ code: 2, err: expect.stringContaining('--force') });
    expect(read('mine.csv')).toBe('mine\n');
    expect(await shell.florin([...command, '--force'])).toMatchObject({ code: 1 });
    // It overwrites a file that it wrote itself.
    expect(await shell.florin(command)).toMatchObject({ code: 1 });
    expect(read('mine.csv')).toContain('not_found');
  });
});
