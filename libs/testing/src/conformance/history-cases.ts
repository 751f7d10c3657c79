import { Money } from '@florin/sdk';
import { refusal, same, type ConformanceCase } from './conformance-case.ts';

/** Lists, lines, statements and balances of the past. */
export const historyCases: ConformanceCase[] = [
  {
    name: 'lists come page by page, narrowed by their filters, and a cursor is valid for its own list only',
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
    name: 'an account shows its lines, its balance at a time, and its statement',
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
  {
    name: 'a date is taken wherever a time is, and at, to and the balance between them are one rule',
    async run({ florin, send }) {
      const { accounts, transactions } = florin();
      const { id } = await accounts.create({ initial_balance: 100 });
      await transactions.debit({
        ...{ account_id: id, amount: 10, effective_at: '2026-03-01', time_zone: 'Europe/Berlin' },
      });
      await transactions.debit({ account_id: id, amount: 1, effective_at: '2026-02-28' });
      const basis = 'effective' as const;
      for (const [day, balance] of [
        ['2026-02-28', 0],
        ['2026-03-01', -1],
        ['2026-03-02', -11],
      ] as const) {
        const time_zone = 'Europe/Berlin';
        same((await accounts.balanceAt(id, { at: day, time_zone, basis })).balance, balance);
        const { closing } = await accounts.statement(id, { from: '2026-01-01', to: day, time_zone, basis });
        same(closing.balance, balance);
      }
      const [newest] = (await accounts.transactions(id)).data;
      const to = newest!.created_at;
      const { balance } = await accounts.balanceAt(id, { at: to });
      const from = new Date(Date.parse(to) - 60_000).toISOString();
      same((await accounts.statement(id, { from, to })).closing.balance, balance);
      await accounts.statement(id);
      same((await accounts.statement(id, { to: '2026-03-01' })).closing.balance, 0);
      for (const query of [
        'at=2026-02-30',
        'at=2026-02-30T10:00:00Z',
        'at=2026-11',
        'at=2026-11-01&time_zone=Mars/Phobos',
        'at=9',
      ]) {
        same((await send('GET', `/accounts/${id}/balance?${query}`)).status, 422);
      }
      const body = { account_id: id, amount: 1, effective_at: '2026-02-30' };
      same((await send('POST', '/transactions/debit', { body })).status, 422);
    },
  },
  {
    name: 'what is derived from amounts is neither refused nor rounded, however large',
    async run({ florin }) {
      const { accounts, transactions } = florin();
      const most = 999_999_999_999_999;
      const { id: account_id } = await accounts.create({ initial_balance: most, overdraft_limit: most });
      let [balance, received, sent] = [BigInt(most), BigInt(most), 0n];
      for (let count = 0; count < 8; count += 1) {
        await transactions.credit({ account_id, amount: most });
        [balance, received] = [balance + BigInt(most), received + BigInt(most)];
      }
      const account = await accounts.get(account_id);
      same(String(Money.exact(account, 'available')), String(balance + BigInt(most)));
      await accounts.balance(account_id);
      same(await refusal(transactions.credit({ account_id, amount: most })), 'limit_exceeded');
      const half = new Date(Date.parse(account.updated_at) + 1).toISOString();
      const effective_at = new Date(Date.parse(account.created_at) - 60_000).toISOString();
      for (let count = 0; count < 9; count += 1) {
        await transactions.debit({ account_id, amount: most });
        [balance, sent] = [balance - BigInt(most), sent + BigInt(most)];
      }
      for (let count = 0; count < 9; count += 1) {
        await transactions.credit({ account_id, amount: most, effective_at });
        [balance, received] = [balance + BigInt(most), received + BigInt(most)];
      }
      const hour = 3_600_000;
      const [from, to] = [-hour, hour].map((ms) => new Date(Date.now() + ms).toISOString());
      const statement = await accounts.statement(account_id, { from, to });
      same(
        [String(Money.exact(statement, 'total_in')), String(Money.exact(statement, 'total_out'))],
        [String(received), String(sent)],
      );
      const past = await accounts.balanceAt(account_id, { at: half, basis: 'effective' });
      same(String(Money.exact(past, 'balance')), String(2n * balance));
      let largest = 0n;
      for await (const line of accounts.statement(account_id, { from, to, basis: 'effective' })) {
        const after = Money.exact(line, 'balance_after');
        if (after > largest) largest = after;
      }
      same(String(largest), String(2n * balance));
      const csv = await accounts.statementCsv(account_id, { from, to, basis: 'effective' });
      same(csv.includes(`,${2n * balance},`), true);
    },
  },
  {
    name: 'the audit log has every change of an account and of what is scheduled, and who made it',
    async run({ florin, keyWith, send }) {
      const { accounts, auditLog, scheduledTransactions } = florin();
      const terms = { name: 'till', overdraft_limit: 5, initial_balance: 7, metadata: { a: '1' } };
      const { id } = await accounts.create(terms, { requestId: 'open-1' });
      await accounts.update(id, { name: 'till', overdraft_limit: 5 });
      await accounts.update(id, { daily_limit: 9, metadata: { b: '2' } }, { requestId: 'change-1' });
      await accounts.freeze(id);
      await accounts.unfreeze(id);
      const ofAccount = { object_id: id, object_type: 'account' as const };
      const { data, next_cursor } = await auditLog.list({ ...ofAccount, limit: 3 });
      same(
        data.map(({ change }) => change),
        ['unfrozen', 'frozen', 'updated'],
      );
      const query = `/audit-log?object_id=${id}&object_type=account`;
      await send('GET', `${query}&cursor=${next_cursor}&limit=3`);
      same((await send('GET', `${query}&actor_id=x&cursor=${next_cursor}`)).status, 400);
      const scheduled_for = new Date(Date.now() + 86_400_000).toISOString();
      const credit = { type: 'credit' as const, account_id: id, amount: 5 };
      const scheduled = await scheduledTransactions.create({ ...credit, scheduled_for, reference: 'rent' });
      await scheduledTransactions.cancel(scheduled.id);
      await scheduledTransactions.cancel(scheduled.id);
      await auditLog.list({ object_id: scheduled.id });
      await auditLog.list({ ...ofAccount, object_type: ['api_key', 'scheduled_transaction'] });
      await auditLog.list({ ...ofAccount, actor_id: 'operator:nobody' });
      await auditLog.list({ ...ofAccount, to: '2020-01-01' });
      same((await auditLog.list({ ...ofAccount, from: '2020-01-01' })).data.length, 4);
      await auditLog.csv({ object_id: scheduled.id, to: '2020-01-01' });
      const apiKey = await keyWith(['accounts:read']);
      same(await refusal(florin({ apiKey }).auditLog.list()), 'forbidden');
    },
  },
];
