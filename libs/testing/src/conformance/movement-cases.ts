import { refusal, same, type BankUnderTest, type ConformanceCase } from './conformance-case.ts';

const key = (name: string) => ({ idempotencyKey: `conformance-${name}-${crypto.randomUUID()}` });

async function account({ florin }: BankUnderTest, initial_balance = 100): Promise<string> {
  return (await florin().accounts.create({ initial_balance })).id;
}

/** What moves money, and what refuses to. */
export const movementCases: ConformanceCase[] = [
  {
    name: 'credits, debits and transfers move money, and a refused debit is on record',
    async run(bank) {
      const { transactions, accounts } = bank.florin();
      const [from, to] = [await account(bank), await account(bank, 0)];
      await transactions.credit({
        account_id: from,
        amount: 5,
        reference: 'r',
        metadata: { b: '2', a: '1' },
      });
      await transactions.debit({ account_id: from, amount: 15, description: 'd' });
      await transactions.transfer({ from_account_id: from, to_account_id: to, amount: 40 });
      const { id } = await transactions.debit({
        account_id: from,
        amount: 50,
        effective_at: '2026-01-01T00:00:00Z',
      });
      await transactions.get(id);
      same(await refusal(transactions.debit({ account_id: from, amount: 1 })), 'insufficient_funds');
      same((await accounts.balance(to)).balance, 40);
      await accounts.get(from);
    },
  },
  {
    name: 'what cannot be meant is refused, and nothing is recorded',
    async run(bank) {
      const { transactions, accounts } = bank.florin();
      const account_id = await account(bank);
      const nobody = 'acct_01m819eke0e209k3gghyc4dkah';
      same(await refusal(transactions.debit({ account_id: nobody, amount: 1 })), 'not_found');
      same(
        await refusal(transactions.debit({ account_id, amount: 1, currency: 'EUR' })),
        'currency_mismatch',
      );
      const transfer = { from_account_id: account_id, to_account_id: account_id, amount: 1 };
      same(await refusal(transactions.transfer(transfer)), 'validation_failed');
      const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
      const early = transactions.credit({ account_id, amount: 1, effective_at: tomorrow });
      same(await refusal(early), 'validation_failed');
      same(await refusal(transactions.get('txn_01m819eke0es3v0j9qtsf6ysh6')), 'not_found');
      same(await refusal(accounts.get('nonsense')), 'not_found');
      same((await transactions.list({ account_id })).data.length, 1);
    },
  },
  {
    name: 'bodies are held to the contract, field by field',
    async run(bank) {
      const account_id = await account(bank);
      const bodies = [
        {},
        { account_id },
        { account_id, amount: 0 },
        { account_id, amount: 1.5 },
        { account_id, amount: '1' },
        { account_id, amount: 1e15 },
        { account_id: 'x', amount: 1, unknown: true },
        { account_id, amount: 1, metadata: { order: 4711 } },
        { account_id, amount: 1, metadata: { ['k'.repeat(41)]: '' } },
        { account_id, amount: 1, reference: '' },
        { account_id, amount: 1, effective_at: 'yesterday' },
        { account_id, amount: 1, currency: 'usd' },
      ];
      for (const body of bodies) same((await bank.send('POST', '/transactions/debit', { body })).status, 422);
      same((await bank.send('POST', '/transactions/debit')).status, 422);
      const query = '?limit=0&unknown=1&status=nonsense&amount_min=x&created_from=now';
      same((await bank.send('GET', `/transactions${query}`)).status, 422);
      const badKey = { body: { account_id, amount: 1 }, headers: { 'idempotency-key': 'with space' } };
      same((await bank.send('POST', '/transactions/credit', badKey)).status, 422);
    },
  },
  {
    name: 'one key moves money once, and comes with one body',
    async run(bank) {
      const { transactions, accounts } = bank.florin();
      const account_id = await account(bank);
      const once = key('once');
      const movement = { account_id, amount: 10 };
      await transactions.debit(movement, once);
      same((await transactions.debit(movement, once).withResponse()).replayed, true);
      same(await refusal(transactions.debit({ ...movement, amount: 11 }, once)), 'idempotency_key_reused');
      same(await refusal(transactions.credit(movement, once)), 'idempotency_key_reused');
      const refused = key('refused');
      same(await refusal(transactions.debit({ account_id, amount: 91 }, refused)), 'insufficient_funds');
      await transactions.credit({ account_id, amount: 50 });
      same(await refusal(transactions.debit({ account_id, amount: 91 }, refused)), 'insufficient_funds');
      const wrong = key('wrong');
      const outsider = { account_id, amount: 1, currency: 'EUR' };
      same(await refusal(transactions.debit(outsider, wrong)), 'currency_mismatch');
      await transactions.debit({ account_id, amount: 1 }, wrong);
      const open = key('open');
      const first = await accounts.create({ name: 'Ada', initial_balance: 5 }, open);
      same((await accounts.create({ name: 'Ada', initial_balance: 5 }, open)).id, first.id);
    },
  },
  {
    name: 'a version sets a condition, and a dry run leaves everything as it was',
    async run(bank) {
      const { transactions, accounts } = bank.florin();
      const account_id = await account(bank);
      const movement = { account_id, amount: 10 };
      await transactions.debit(movement, { ifVersion: 1 });
      same(await refusal(transactions.debit(movement, { ifVersion: 1 })), 'precondition_failed');
      await transactions.debit(movement, { ifMatch: '"7", "2"' });
      same(await refusal(transactions.debit(movement, { ifMatch: 'nonsense' })), 'malformed_request');
      await transactions.debit(movement, { dryRun: true });
      const tooMuch = transactions.debit({ account_id, amount: 81 }, { dryRun: true });
      same(await refusal(tooMuch), 'insufficient_funds');
      const movements = [{ type: 'credit' as const, account_id, amount: 1 }];
      await transactions.batch({ movements }, { dryRun: true });
      same((await accounts.get(account_id)).balance, 80);
      same((await transactions.list({ account_id })).data.length, 3);
    },
  },
  {
    name: 'holds are captured in pieces, ended, or voided, each once',
    async run(bank) {
      const { transactions, accounts } = bank.florin();
      const [account_id, to_account_id] = [await account(bank), await account(bank, 0)];
      const expires_at = new Date(Date.now() + 3_600_000).toISOString();
      const hold = await transactions.hold({ account_id, to_account_id, amount: 60, expires_at });
      same(await refusal(transactions.debit({ account_id, amount: 41 })), 'insufficient_funds');
      await transactions.capture(hold.id, { amount: 20 });
      same(await refusal(transactions.capture(hold.id, { amount: 41 })), 'state_conflict');
      await transactions.capture(hold.id, { amount: 10, final: true });
      same(await refusal(transactions.void(hold.id)), 'state_conflict');
      await transactions.get(hold.id);
      const other = await transactions.hold({ account_id, amount: 70 });
      await accounts.balance(account_id);
      const { id } = await transactions.void(other.id, { reference: 'no' });
      same(await refusal(transactions.capture(other.id)), 'state_conflict');
      same(await refusal(transactions.capture(id)), 'state_conflict');
      await accounts.balance(account_id);
      same((await accounts.balance(to_account_id)).balance, 30);
      const past = { account_id, amount: 1, expires_at: '2020-01-01T00:00:00Z' };
      same(await refusal(transactions.hold(past)), 'validation_failed');
    },
  },
  {
    name: 'reversals take back what was moved, never more',
    async run(bank) {
      const { transactions } = bank.florin();
      const [from, to] = [await account(bank), await account(bank, 0)];
      const paid = await transactions.transfer({ from_account_id: from, to_account_id: to, amount: 30 });
      await transactions.reverse(paid.id, { amount: 10, reference: 'part' });
      same(await refusal(transactions.reverse(paid.id, { amount: 21 })), 'state_conflict');
      const { id } = await transactions.reverse(paid.id);
      same(await refusal(transactions.reverse(paid.id)), 'state_conflict');
      same(await refusal(transactions.reverse(id)), 'state_conflict');
      const credit = await transactions.credit({ account_id: to, amount: 5 });
      await transactions.debit({ account_id: to, amount: 5 });
      same(await refusal(transactions.reverse(credit.id)), 'insufficient_funds');
      const hold = await transactions.hold({ account_id: from, amount: 100 });
      same(await refusal(transactions.reverse(hold.id)), 'state_conflict');
      const captured = await transactions.capture(hold.id);
      await transactions.reverse(captured.id);
    },
  },
];
