import { refusal, same, type ConformanceCase } from './conformance-case.ts';

/** Accounts and their terms, batches, what is scheduled, and the servers themselves. */
export const accountCases: ConformanceCase[] = [
  {
    name: 'accounts are opened with all their terms, in currencies that are in use, under one external id',
    async run({ florin, send }) {
      const { accounts } = florin();
      same((await send('POST', '/accounts')).status, 200);
      const external_id = 'customer-4711';
      const { id } = await accounts.create({
        ...{ name: 'Ada', currency: 'JPY', initial_balance: 7, overdraft_limit: 3, external_id: 'x' },
        ...{ movement_limit: 5, daily_limit: 9, metadata: { b: '2', a: '1' } },
      });
      await accounts.get(id);
      await accounts.create({ external_id });
      same(await refusal(accounts.create({ external_id })), 'duplicate_external_id');
      same(await refusal(accounts.create({ currency: 'ABC' })), 'validation_failed');
      same(await refusal(accounts.create({ currency: 'HRK' })), 'validation_failed');
      same((await accounts.list({ external_id })).data.length, 1);
    },
  },
  {
    name: 'accounts are frozen, limited, overdrawn and closed',
    async run({ florin }) {
      const { accounts, transactions } = florin();
      const { id } = await accounts.create({ initial_balance: 100 });
      const debit = (amount: number) => transactions.debit({ account_id: id, amount });
      await accounts.freeze(id);
      same(await refusal(debit(1)), 'state_conflict');
      same(await refusal(transactions.credit({ account_id: id, amount: 1 })), 'state_conflict');
      await accounts.unfreeze(id);
      await debit(10);
      await accounts.update(id, { movement_limit: 20, daily_limit: 40, overdraft_limit: 50, name: 'B' });
      same(await refusal(debit(21)), 'limit_exceeded');
      await debit(20);
      same(await refusal(debit(11)), 'limit_exceeded');
      await accounts.update(id, { movement_limit: null, daily_limit: null });
      await debit(100);
      same(await refusal(accounts.update(id, { overdraft_limit: 29 })), 'state_conflict');
      same(await refusal(accounts.close(id)), 'state_conflict');
      await transactions.credit({ account_id: id, amount: 30 });
      await accounts.close(id);
      same(await refusal(accounts.update(id, { name: 'C' })), 'state_conflict');
      same(await refusal(transactions.credit({ account_id: id, amount: 1 })), 'state_conflict');
    },
  },
  {
    name: 'a batch answers movement by movement, or is all or nothing',
    async run({ florin }) {
      const { accounts, transactions } = florin();
      const [a, b] = [await accounts.create({ initial_balance: 50 }), await accounts.create()];
      const credit = { type: 'credit' as const, account_id: a.id, amount: 10 };
      const tooMuch = { type: 'debit' as const, account_id: b.id, amount: 1_000 };
      const transfer = { type: 'transfer' as const, from_account_id: a.id, to_account_id: b.id, amount: 5 };
      const hold = await transactions.hold({ account_id: a.id, amount: 8 });
      const nothing = { type: 'void' as const, hold_id: 'txn_01m819eke0es3v0j9qtsf6ysh6' };
      const capture = { type: 'capture' as const, hold_id: hold.id, amount: 3 };
      await transactions.batch({ movements: [credit, tooMuch, transfer, nothing, capture] });
      same((await transactions.batch({ movements: [credit, transfer], atomic: true })).status, 'completed');
      const idempotencyKey = crypto.randomUUID();
      const atomic = () =>
        transactions.batch({ movements: [credit, tooMuch], atomic: true }, { idempotencyKey });
      same(await refusal(atomic()), 'insufficient_funds');
      same(await refusal(atomic()), 'insufficient_funds');
      same(await refusal(transactions.batch({ movements: [credit, nothing], atomic: true })), 'not_found');
      const selfish = { ...transfer, to_account_id: a.id };
      same(await refusal(transactions.batch({ movements: [credit, selfish] })), 'validation_failed');
      same(await refusal(transactions.batch({ movements: [] })), 'validation_failed');
      await accounts.balance(a.id);
      same((await accounts.balance(b.id)).balance, 10);
    },
  },
  {
    name: 'what is scheduled waits, and can be cancelled',
    async run({ florin }) {
      const { accounts, scheduledTransactions: scheduled } = florin();
      const [a, b] = [await accounts.create(), await accounts.create()];
      const scheduled_for = new Date(Date.now() + 86_400_000).toISOString();
      const later = { scheduled_for, amount: 5 };
      const { id } = await scheduled.create({ ...later, type: 'debit', account_id: a.id, reference: 'rent' });
      const sides = { from_account_id: a.id, to_account_id: b.id };
      await scheduled.create({ ...later, type: 'transfer', ...sides });
      const both = scheduled.create({ ...later, type: 'transfer', ...sides, account_id: a.id });
      same(await refusal(both), 'validation_failed');
      const past = { ...later, scheduled_for: '2020-01-01T00:00:00Z' };
      same(
        await refusal(scheduled.create({ ...past, type: 'credit', account_id: a.id })),
        'validation_failed',
      );
      const outsider = { ...later, type: 'credit' as const, account_id: a.id, currency: 'EUR' };
      same(await refusal(scheduled.create(outsider)), 'currency_mismatch');
      same((await scheduled.list({ account_id: a.id })).data.length, 2);
      await scheduled.cancel(id);
      await scheduled.cancel(id);
      await scheduled.get(id);
    },
  },
  {
    name: 'a request without the right key is refused with the reason',
    async run({ florin, send, keyWith }) {
      const reader = florin({ apiKey: await keyWith(['accounts:read']) });
      const { id } = await florin().accounts.create();
      await reader.accounts.get(id);
      same(await refusal(reader.transactions.credit({ account_id: id, amount: 1 })), 'forbidden');
      const clerk = florin({ apiKey: await keyWith(['accounts:write']) });
      same(await refusal(clerk.accounts.create({ initial_balance: 1 })), 'forbidden');
      same(await refusal(clerk.accounts.freeze(id)), 'forbidden');
      same(await refusal(florin({ apiKey: 'flk_nobody' }).accounts.get(id)), 'unauthenticated');
      same((await send('GET', '/accounts', { headers: { authorization: '' } })).status, 401);
      same((await send('GET', '/nowhere')).status, 404);
      same((await send('DELETE', '/transactions/debit')).status, 405);
      same((await send('POST', '/accounts', { body: '{"broken' })).status, 400);
    },
  },
];
