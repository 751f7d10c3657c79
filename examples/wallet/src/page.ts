import { Money, type Account, type AccountLine } from '@florin/sdk';

export type WalletView = {
  account: Account;
  available: number;
  lines: readonly AccountLine[];
  /** The result of the last transfer, in words. */
  notice?: string | undefined;
};

/** The whole page. `key` is the idempotency key of the transfer that its form sends. */
export function walletPage({ account, available, lines, notice }: WalletView, key: string): string {
  const money = (amount: number) => escape(Money.format(amount, account.currency, 'en-US'));
  const rows = lines.map(
    (line) =>
      `<tr><td>${line.created_at.slice(0, 10)}</td><td>${escape(line.reference ?? line.type)}</td>` +
      `<td>${money(line.balance_change)}</td><td>${money(line.balance_after)}</td></tr>`,
  );
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Wallet</title><style>body{font:16px system-ui;max-width:40rem;margin:2rem auto;padding:0 1rem}td{padding:.2rem 1rem .2rem 0}</style>
<h1>${escape(account.name ?? 'Wallet')}</h1>
<p>Available: <strong id="available">${money(available)}</strong></p>
${notice ? `<p role="status">${escape(notice)}</p>` : ''}
<form method="post" action="/transfers">
<input type="hidden" name="key" value="${escape(key)}">
<label>To <input name="to" required placeholder="acct_…"></label>
<label>Amount <input name="amount" required inputmode="decimal" placeholder="10.50"></label>
<label>For <input name="reference"></label>
<button>Send</button></form>
<h2>This month</h2><table>${rows.join('')}</table></html>`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
