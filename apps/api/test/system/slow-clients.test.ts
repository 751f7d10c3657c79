import { createConnection, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openBank, type TestBank } from '../open-bank.ts';

let bank: TestBank;

beforeAll(async () => {
  bank = await openBank();
});

afterAll(async () => {
  await bank?.close();
});

type Closed = { text: string; tookMs: number };

/** A connection of a client that says `words` and then what it likes; resolves when the bank has hung up. */
function connectSlowly(words: string, then?: (socket: Socket) => void): Promise<Closed> {
  const { hostname, port } = new URL(bank.apis[0]!.url);
  const begin = Date.now();
  return new Promise((resolve) => {
    let text = '';
    const socket = createConnection({ host: hostname, port: Number(port) }, () => {
      socket.write(words);
      then?.(socket);
    });
    socket.on('data', (data) => (text += data.toString()));
    socket.on('error', () => undefined); // A reset is one way of hanging up.
    socket.on('close', () => resolve({ text, tookMs: Date.now() - begin }));
  });
}

function drip(socket: Socket): void {
  const timer = setInterval(() => socket.write('x'), 500);
  socket.on('close', () => clearInterval(timer));
}

describe('a client that', () => {
  test('sends nothing, drips its headers, or stalls in its body is disconnected in time and delays no others', async () => {
    const { id: account_id } = await bank.florin().accounts.create({ initial_balance: 10 });
    const head = [
      'POST /transactions/debit HTTP/1.1',
      'host: bank',
      `authorization: Bearer ${bank.apiKey}`,
      'content-type: application/json',
      'content-length: 100',
    ].join('\r\n');
    const slow = Promise.all([
      connectSlowly(''),
      connectSlowly('POST /transactions/debit HTTP/1.1\r\nhost: bank\r\nx-slow: ', drip),
      connectSlowly(`${head}\r\n\r\n{"account_id":"${account_id}",`),
      ...Array.from({ length: 100 }, () => connectSlowly('GET / HT')),
    ]);
    const answers = [];
    for (let count = 0; count < 20; count++) {
      const begin = Date.now();
      await bank.florin().transactions.credit({ account_id, amount: 1 });
      answers.push(Date.now() - begin);
    }
    expect(Math.max(...answers)).toBeLessThan(2_000);
    const [silent, dripping, stalled, ...others] = await slow;
    for (const { tookMs } of [silent!, dripping!, ...others]) expect(tookMs).toBeLessThan(10_000);
    expect(stalled!.tookMs).toBeLessThan(15_000);
    for (const { text } of [dripping!, stalled!]) expect(text).toContain('HTTP/1.1 408');
    expect(stalled!.text).toContain('"code":"request_timeout"');
    expect((await bank.florin().accounts.balance(account_id)).balance).toBe(30);
  });

  test('does not speak HTTP, or sends too many headers, gets a problem and nothing else', async () => {
    const garbage = await connectSlowly('EHLO bank\r\n\r\n');
    expect(garbage.text).toMatch(/^HTTP\/1.1 400/);
    expect(garbage.text).toContain('"code":"malformed_request"');
    const large = await connectSlowly(
      `GET /accounts HTTP/1.1\r\nhost: bank\r\nx-large: ${'x'.repeat(20_000)}\r\n\r\n`,
    );
    expect(large.text).toMatch(/^HTTP\/1.1 431/);
    expect(large.text).toContain('"code":"headers_too_large"');
  });
});
