import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { connect } from '@florin/database';
import { createServer, connect as dial, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { debit, ledgerEntities } from '../src/index.ts';
import { Ledger } from '../src/ledger.ts';
import { noDetails, openBank, queueDefaults, type Bank } from './bank.ts';

let bank: Bank;
beforeAll(async () => {
  bank = await openBank();
});
afterAll(() => bank.close());

/** A wire to PostgreSQL that breaks at the next COMMIT: after it has passed, or instead of passing it on. */
async function wireThatBreaks(
  url: string,
  when: 'after' | 'before',
): Promise<{ url: string; server: Server; broke(): number }> {
  const target = new URL(url);
  const serverPort = Number(target.port);
  const sockets = new Set<Socket>();
  let broke = 0;
  const server = createServer((client) => {
    const upstream = dial(serverPort, target.hostname);
    sockets.add(client).add(upstream);
    client.on('data', (chunk) => {
      const isCommit = broke === 0 && chunk.includes('commit');
      if (!isCommit) return void upstream.write(chunk);
      broke += 1;
      if (when === 'before') return void client.destroy();
      upstream.removeAllListeners('data');
      upstream.once('data', () => client.destroy());
      upstream.write(chunk);
    });
    upstream.on('data', (chunk) => client.write(chunk));
    for (const socket of [client, upstream]) socket.on('error', () => {});
    client.on('close', () => upstream.destroy());
    upstream.on('close', () => client.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  target.port = String((server.address() as AddressInfo).port);
  server.on('close', () => sockets.forEach((socket) => socket.destroy()));
  return { url: target.href, server, broke: () => broke };
}

test.each(['after', 'before'] as const)(
  'the answer to COMMIT is lost (connection gone %s the server got it): a retry with the same key settles it, once',
  async (when) => {
    const accountId = await bank.account(100);
    const wire = await wireThatBreaks(bank.url, when);
    const database = await connect({
      url: wire.url,
      entities: ledgerEntities,
      applicationName: 'ledger-test',
      poolSize: 1,
    });
    const ledger = new Ledger({ database, ...queueDefaults });
    const pay = () => debit({ accountId, amount: 30, ...noDetails }, bank.request(`lost-${when}`));
    const first = await ledger.post(pay()).catch((error: Error) => error.name);
    expect(wire.broke()).toBe(1);
    // What is there after all is answered; what is not stays unknown.
    if (when === 'after') expect(first).toMatchObject({ replayed: false });
    else expect(first).toBe('CommitOutcomeUnknown');
    const again = await ledger.post(pay());
    expect(again.transaction.status).toBe('completed');
    expect(again.replayed).toBe(when === 'after');
    expect(await bank.ledger.getAccount(bank.tenantId, accountId)).toMatchObject({ balance: 70, version: 2 });
    await database.close();
    wire.server.close();
  },
);
