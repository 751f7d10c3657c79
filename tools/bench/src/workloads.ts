import { randomUUID } from 'node:crypto';

/** One request, and what an answer of 200 to it moved. */
export type Shot = { request: string; movements: number; changes: readonly (readonly [string, number])[] };

/** An endless supply of requests. */
export type Workload = () => Shot;

export type Target = { apiKey: string; accountIds: readonly string[] };

/** Single credits and debits of 1 on accounts drawn at random, each with an idempotency key of its own. */
export function movements({ apiKey, accountIds }: Target): Workload {
  return () => {
    const accountId = anyOf(accountIds);
    const change = Math.random() < 0.5 ? 1 : -1;
    const body = `{"account_id":"${accountId}","amount":1}`;
    const path = change > 0 ? '/transactions/credit' : '/transactions/debit';
    return { request: post(path, apiKey, body), movements: 1, changes: [[accountId, change]] };
  };
}

/** Batches of `size` credits and debits of 1, all in one request with one key. */
export function batches({ apiKey, accountIds }: Target, size: number): Workload {
  return () => {
    const changes = Array.from(
      { length: size },
      () => [anyOf(accountIds), Math.random() < 0.5 ? 1 : -1] as const,
    );
    const movements = changes.map(([accountId, change]) => ({
      type: change > 0 ? 'credit' : 'debit',
      account_id: accountId,
      amount: 1,
    }));
    const body = JSON.stringify({ movements });
    return { request: post('/transactions/batch', apiKey, body), movements: size, changes };
  };
}

/** Reads of the balance of accounts drawn at random. */
export function balanceReads({ apiKey, accountIds }: Target): Workload {
  return () => ({
    request:
      `GET /accounts/${anyOf(accountIds)}/balance HTTP/1.1\r\nhost: bench\r\n` +
      `authorization: Bearer ${apiKey}\r\n\r\n`,
    movements: 0,
    changes: [],
  });
}

function post(path: string, apiKey: string, body: string): string {
  return (
    `POST ${path} HTTP/1.1\r\nhost: bench\r\nauthorization: Bearer ${apiKey}\r\n` +
    `content-type: application/json\r\nidempotency-key: ${randomUUID()}\r\n` +
    `content-length: ${body.length}\r\n\r\n${body}`
  );
}

function anyOf(ids: readonly string[]): string {
  return ids[Math.floor(Math.random() * ids.length)]!;
}
