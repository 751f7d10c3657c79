import type { Transaction } from '@florin/sdk';

/** The request that makes a transaction like this one. An expiry has none: the bank makes it. */
export type RequestText = { curl: string; sdk: string };

type Request = { path: string; call: string; body: Record<string, unknown> };

export function requestTextOf(transaction: Transaction, apiUrl: string): RequestText | undefined {
  const request = requestOf(transaction);
  if (!request) return undefined;
  const { path, call, body } = request;
  const curl = [
    `curl -X POST ${apiUrl}${path} \\`,
    `  -H "Authorization: Bearer $FLORIN_API_KEY" \\`,
    `  -H "Idempotency-Key: $(uuidgen)" \\`,
    `  -H 'Content-Type: application/json' \\`,
    `  -d '${JSON.stringify(body).replaceAll("'", `'\\''`)}'`,
  ].join('\n');
  return { curl, sdk: `await florin.transactions.${call}${objectText(body)});` };
}

function requestOf(transaction: Transaction): Request | undefined {
  const { type, account_id, from_account_id, to_account_id, counterparty_account_id, amount, currency } =
    transaction;
  const about = aboutOf(transaction);
  const on = (id: string | null, verb: string): Request => ({
    path: `/transactions/${id ?? ''}/${verb}`,
    call: `${verb}('${id ?? ''}', `,
    body: verb === 'void' ? about : { amount, ...about },
  });
  switch (type) {
    case 'credit':
    case 'debit':
      return {
        path: `/transactions/${type}`,
        call: `${type}(`,
        body: { account_id, amount, currency, ...about },
      };
    case 'transfer': {
      const sides = { from_account_id, to_account_id };
      return {
        path: '/transactions/transfer',
        call: 'transfer(',
        body: { ...sides, amount, currency, ...about },
      };
    }
    case 'hold': {
      const to = counterparty_account_id === null ? {} : { to_account_id: counterparty_account_id };
      return {
        path: '/transactions/hold',
        call: 'hold(',
        body: { account_id, ...to, amount, currency, ...about },
      };
    }
    case 'capture':
    case 'void':
      return on(transaction.hold_id, type);
    case 'reversal':
      return on(transaction.reverses, 'reverse');
    case 'expiry':
      return undefined;
  }
}

function aboutOf({ reference, description, metadata }: Transaction): Record<string, unknown> {
  return {
    ...(reference === null ? {} : { reference }),
    ...(description === null ? {} : { description }),
    ...(Object.keys(metadata).length === 0 ? {} : { metadata }),
  };
}

/** A JavaScript object, a property a line. */
function objectText(value: Record<string, unknown>): string {
  if (Object.keys(value).length === 0) return '{}';
  return JSON.stringify(value, null, 2).replaceAll(/^(\s*)"([a-z_]+)":/gm, '$1$2:');
}
