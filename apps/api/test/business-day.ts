import type { Florin } from '@florin/sdk';
import { eventually } from '@florin/testing';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const withinMs = 60_000;

/** Causes events of every kind through the API; returns the accounts. */
export async function doBusiness(florin: Florin): Promise<string[]> {
  const { accounts, transactions } = florin;
  const [ada, bob] = await Promise.all([
    accounts.create({ initial_balance: 5_000, name: 'Zoë "Ada" 李' }),
    accounts.create({ overdraft_limit: 100, metadata: { note: 'ünïcode' } }),
  ]);
  const [from, to] = [ada.id, bob.id];
  await transactions.credit({ account_id: from, amount: 1, reference: 'straße 7 \u2028' });
  const debit = await transactions.debit({ account_id: from, amount: 100 });
  await transactions.reverse(debit.id, { amount: 40 });
  await transactions.transfer({ from_account_id: from, to_account_id: to, amount: 500 });
  await transactions.debit({ account_id: to, amount: 999_999 }).catch(() => undefined);
  const taken = await transactions.hold({ account_id: from, amount: 300 });
  await transactions.capture(taken.id, { amount: 120 });
  const given = await transactions.hold({ account_id: from, to_account_id: to, amount: 50 });
  await transactions.void(given.id);
  const soon = new Date(Date.now() + 1_000).toISOString();
  await transactions.hold({ account_id: from, amount: 10, expires_at: soon });
  await accounts.update(from, { name: null });
  await accounts.freeze(to);
  await accounts.unfreeze(to);
  const empty = await accounts.create();
  await accounts.close(empty.id);
  await transactions.credit({ account_id: to, amount: 5_000_000 });
  await decide(florin, to);
  return [from, to, empty.id];
}

async function decide({ fraud }: Florin, account_id: string): Promise<void> {
  const alerts = await eventually(
    async () => {
      const { data } = await fraud.alerts.list({ account_id });
      return data.length > 0 && data;
    },
    { withinMs },
  );
  await fraud.alerts.confirm(alerts[0]!.id, 'seen');
}

/** Two endpoints for all events: one accepts them, the other refuses connections. */
export async function openEndpoints({ webhookEndpoints }: Florin): Promise<() => Promise<void>> {
  const server = createServer((request, response) => request.resume().on('end', () => response.end()));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const urls = [`http://127.0.0.1:${port}/`, 'http://127.0.0.1:1/'];
  const endpoints = await Promise.all(urls.map((url) => webhookEndpoints.create({ url })));
  return async () => {
    await Promise.all(endpoints.map(({ id }) => webhookEndpoints.delete(id)));
    await new Promise((resolve) => server.close(resolve));
  };
}
