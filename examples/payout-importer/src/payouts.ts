import { Money } from '@florin/sdk';

export type Payout = {
  line: number;
  payout_id: string;
  account_id: string;
  amount: string;
  currency: string;
};

const columns = ['payout_id', 'account_id', 'amount', 'currency'] as const;

/** Reads the whole file, or throws with the wrong line. No money is sent for half a file. */
export function readPayouts(csv: string): Payout[] {
  const [header = '', ...rows] = csv
    .replace(/^\uFEFF/, '')
    .trimEnd()
    .split(/\r?\n/);
  if (header !== columns.join(',') && header !== [...columns, 'code', 'message'].join(',')) {
    throw new Error(`Line 1: the columns must be ${columns.join(',')}`);
  }
  const seen = new Set<string>();
  return rows.map((row, index) => {
    const line = index + 2;
    const [payout_id = '', account_id = '', amount = '', currency = ''] = row.split(',');
    const complain = (what: string) => new Error(`Line ${line}: ${what}`);
    if (payout_id === '' || seen.has(payout_id))
      throw complain(`payout_id "${payout_id}" is missing or twice`);
    if (!/^acct_\w+$/.test(account_id)) throw complain(`"${account_id}" is no account`);
    if (!isAmount(amount, currency)) throw complain(`"${amount}" is no amount in "${currency}"`);
    seen.add(payout_id);
    return { line, payout_id, account_id, amount, currency };
  });
}

function isAmount(amount: string, currency: string): boolean {
  try {
    return Money.fromDecimal(amount, currency) > 0;
  } catch {
    return false;
  }
}
