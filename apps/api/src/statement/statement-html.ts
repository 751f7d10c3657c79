import { escapeHtml } from '@florin/http';
import { formatMoney, type AccountLine, type ExactInteger } from '@florin/rules';
import type { Statement } from '@florin/ledger';
import { localDay, localMinute } from './local-time.ts';

/** The page may load and run nothing but its own styles. */
export const statementPageHeaders = {
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'",
  'referrer-policy': 'no-referrer',
};

const styles = `
  :root { color: #1a1a1a; background: #fff; font: 13px/1.45 system-ui, "Helvetica Neue", Arial, sans-serif; }
  body { max-width: 60rem; margin: 2rem auto; padding: 0 1.5rem; }
  h1 { font-size: 1.5rem; margin: 0 0 .25rem; }
  .account { color: #555; overflow-wrap: anywhere; margin: 0 0 1.5rem; }
  dl { display: grid; grid-template-columns: repeat(4, 1fr); gap: .75rem 1.5rem; margin: 0 0 1.75rem; padding: 1rem 0;
    border: solid #1a1a1a; border-width: 2px 0 1px; }
  dt { color: #555; font-size: .85em; } dd { margin: 0; font-size: 1.15em; font-weight: 600; }
  table { width: 100%; border-collapse: collapse; }
  th { text-align: left; font-weight: 600; border-bottom: 1px solid #1a1a1a; padding: .35rem .75rem .35rem 0; }
  td { vertical-align: top; border-bottom: 1px solid #ddd; padding: .4rem .75rem .4rem 0; overflow-wrap: anywhere; }
  .money, time { white-space: nowrap; font-variant-numeric: tabular-nums; } .money { text-align: right; }
  th:last-child, td:last-child { padding-right: 0; }
  small { display: block; color: #666; } .total td { font-weight: 600; border-bottom: 2px solid #1a1a1a; }
  footer { margin-top: 1.5rem; color: #666; font-size: .85em; }
  @media (max-width: 40rem) { dl { grid-template-columns: 1fr 1fr; } }
  @page { size: A4; margin: 18mm 15mm; }
  @media print { body { margin: 0; padding: 0; max-width: none; } thead { display: table-header-group; }
    tr { break-inside: avoid; } :root { font-size: 10px; } }`;

/** The statement as a printable page, in pieces. All texts of the tenant are escaped. */
export async function* statementPage(
  statement: Statement,
  pages: AsyncIterable<AccountLine[]>,
  timeZone: string,
): AsyncGenerator<string> {
  const { currency, frame } = statement;
  const time = localMinute(timeZone);
  yield head(statement, timeZone);
  yield balanceRow('Opening balance', frame.opening.balance, currency);
  for await (const lines of pages) yield lines.map((line) => lineRow(line, currency, time)).join('');
  yield balanceRow('Closing balance', frame.closing.balance, currency);
  yield foot(statement);
}

function head({ accountId, name, currency, period, frame }: Statement, timeZone: string): string {
  const day = localDay(timeZone);
  const money = (amount: ExactInteger) => escapeHtml(formatMoney(amount, currency));
  const title = `Statement ${day(period.from)} to ${day(period.to)}`;
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title><style>${styles}</style></head>
<body>
<h1>${escapeHtml(title)}</h1>
<p class="account">${name === null ? '' : `${escapeHtml(name)}, `}${escapeHtml(accountId)}</p>
<dl>
<div><dt>Opening balance</dt><dd>${money(frame.opening.balance)}</dd></div>
<div><dt>In (${frame.countIn})</dt><dd>${money(frame.amountIn)}</dd></div>
<div><dt>Out (${frame.countOut})</dt><dd>${money(frame.amountOut)}</dd></div>
<div><dt>Closing balance</dt><dd>${money(frame.closing.balance)}</dd></div>
</dl>
<table>
<thead><tr><th>Date (${escapeHtml(timeZone)})</th><th>What</th><th class="money">Amount</th><th class="money">Balance</th></tr></thead>
<tbody>
`;
}

function lineRow(line: AccountLine, currency: string, time: (moment: Date) => string): string {
  const { type, reference, description, counterpartyAccountId, effectiveAt, createdAt } = line;
  const backdated = effectiveAt < createdAt ? [`counts from ${time(effectiveAt)}`] : [];
  const between = counterpartyAccountId === null ? [] : [counterpartyAccountId];
  const details = [reference, ...between, ...backdated, line.transactionId].filter((each) => each !== null);
  return `<tr><td><time>${time(createdAt)}</time></td>
<td>${escapeHtml(description ?? type)}<small>${details.map(escapeHtml).join(' · ')}</small></td>
<td class="money">${escapeHtml(formatMoney(line.change, currency))}</td>
<td class="money">${escapeHtml(formatMoney(line.balanceAfter, currency))}</td></tr>
`;
}

function balanceRow(words: string, balance: ExactInteger, currency: string): string {
  return `<tr class="total"><td></td><td>${words}</td><td></td><td class="money">${escapeHtml(formatMoney(balance, currency))}</td></tr>\n`;
}

function foot({ period, frame }: Statement): string {
  const order = period.basis === 'posted' ? 'time of posting' : 'effective time';
  const asOf = new Date(frame.asOfMs).toISOString();
  return `</tbody></table>
<footer>From ${period.from.toISOString()} to before ${period.to.toISOString()}, by ${order}. Made at ${asOf} of
version ${frame.asOfVersion} of the account.</footer>
</body></html>
`;
}
