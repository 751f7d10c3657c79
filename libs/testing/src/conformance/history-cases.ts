import { refusal, same, type ConformanceCase } from './conformance-case.ts';

/** Lists, lines, statements and balances of the past. */
export const historyCases: ConformanceCase[] = [
  {
    name: 'lists come page by page, narrowed by what was asked for, and cursors are of no use elsewhere',
    async run({ florin }) {
      const { accounts, transactions } = florin();
      const { id: account_id } = await accounts.create({ initial_balance: 100 });
      for (const amount of [1, 2, 3]) {
        const metadata = { parity: amount % 2 === 0 ? 'even' : 'odd' };
        await transactions.debit({ account_id, amount, reference: `r${amount}`, metadata });
      }
      const first = await transactions.list({ account_id, limit: 2 });
      const amounts: number[] = [];
      for await (const { amount } of transactions.list({ account_id, limit: 2 })) amounts.push(amount);
      same(amounts, [3, 2, 1, 100]);
      for (const filter of [
        { type: 'credit' as const },
        { status: 'failed' as const },
        { amount_min: 2, amount_max: 3 },
        { reference: 'r2' },
        { metadata: { parity: 'odd' } },
        { type: ['debit' as const, 'hold' as const], limit: 1 },
      ]) {
        await transactions.list({ account_id, ...filter });
      }
      const { raw } = florin();
      const at = (query: object) => raw.GET('/transactions', { params: { query } });
      const cursor = first.next_cursor!;
      same((await at({ account_id, cursor, limit: 1 })).response.status, 200);
      same((await at({ account_id, cursor, status: ['failed'] })).response.status, 400);
      same((await at({ account_id, cursor: 'nonsense' })).response.status, 400);
      same((await raw.GET('/accounts', { params: { query: { cursor } } })).response.status, 400);
    },
  },
  {
    name: 'an account tells its lines, its balance of a moment, and its statement',
    async run({ florin }) {
      const { accounts, transactions } = florin();
      const { id, created_at } = await accounts.create({ initial_balance: 100, name: 'Ada' });
      await transactions.debit({ account_id: id, amount: 10, effective_at: '2026-01-15T00:00:00Z' });
      const hold = await transactions.hold({ account_id: id, amount: 30 });
      const opening = (await accounts.get(id)).updated_at;
      await transactions.capture(hold.id, { amount: 20, final: true });
      const lines = await accounts.transactions(id, { limit: 2 });
      same(lines.has_more, true);
      for await (const line of accounts.transactions(id, { limit: 3 })) same(line.amount > 0, true);
      await accounts.balanceAt(id, { at: opening });
      await accounts.balanceAt(id, { at: '2026-02-01T00:00:00Z', basis: 'effective' });
      same((await accounts.balanceAt(id, { at: '2020-01-01T00:00:00Z' })).version, 0);
      await accounts.balances([id, (await accounts.create()).id]);
      same(await refusal(accounts.balances([id, id])), 'validation_failed');
      const future = new Date(Date.now() + 86_400_000).toISOString();
      same(await refusal(accounts.balanceAt(id, { at: future })), 'validation_failed');
      const from = new Date(Date.parse(created_at) - 1_000).toISOString();
      for (const basis of ['posted', 'effective'] as const) {
        const pages = accounts.statement(id, { from, to: future, basis, limit: 1 });
        const found: number[] = [];
        for await (const line of pages) found.push(line.balance_after);
        same(found.at(-1), 70);
      }
      const whole = await accounts.statement(id, {
        from: '2026-01-01T00:00:00Z',
        to: future,
        basis: 'effective',
      });
      same([whole.opening.balance, whole.total_in, whole.total_out, whole.closing.balance], [0, 100, 30, 70]);
      same(await refusal(accounts.statement(id, { from: future, to: from })), 'validation_failed');
      const csv = await accounts.statementCsv(id, { from, to: future });
      same(csv.split('\r\n').length, 5);
    },
  },
];
