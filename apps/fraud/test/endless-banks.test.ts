import { newId } from '@florin/database';
import { endlessAnswers, startRawServer } from '@florin/testing';
import { Florin } from '@florin/sdk';
import { expect, test } from '@jest/globals';
import { createBankClients } from '../src/freeze-account.ts';
import { freezeAccount } from '../src/freeze-account.ts';

test('a request to a bank whose answer never ends times out, and is retried later', async () => {
  const tenantId = newId('tenant');
  const begin = performance.now();
  const outcomes = await Promise.all(
    endlessAnswers.map(async ({ what, answer }) => {
      const server = await startRawServer(answer);
      try {
        const clients = createBankClients(`http://127.0.0.1:${server.port}`, [`${tenantId}=flk_key`]);
        const { status } = await freezeAccount(clients.get(tenantId)!, newId('acct'), 'request');
        return { what, status };
      } finally {
        await server.close();
      }
    }),
  );
  expect(outcomes).toEqual(endlessAnswers.map(({ what }) => ({ what, status: 'later' })));
  expect(performance.now() - begin).toBeLessThan(30_000);
});

test('a request times out even if the client’s fetch ignores its signal', async () => {
  const fetch = () => new Promise<never>(() => undefined);
  const client = new Florin({
    apiKey: 'flk_key',
    baseUrl: 'http://127.0.0.1:1',
    timeoutMs: 100,
    maxRetries: 0,
    fetch,
  });
  expect(await freezeAccount(client, newId('acct'), 'request')).toMatchObject({ status: 'later' });
});
