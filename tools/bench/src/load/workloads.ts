import { randomUUID } from 'node:crypto';

/** One request, and the changes of balances when it is answered with 200. */
export type Shot = { request: string; movements: number; changes: readonly (readonly [string, number])[] };

/** An endless source of requests. */
export type Workload = () => Shot;

export type Target = { apiKey: string; accountIds: readonly string[] };

/** The key, in a request's changes, of accounts that the request itself opens. */
export const openedMeanwhile = 'opened meanwhile';

/** Single credits and debits of 1 on random accounts, each with its own idempotency key. */
export function movements(target: Target): Workload {
  return () => movement(target, Math.random() < 0.5 ? 1 : -1);
}

/** Single credits of 1 from the external account. */
export function credits(target: Target): Workload {
  return () => movement(target, 1);
}

/** One credit or debit of 1 under the key `key`. */
export function movement({ apiKey, accountIds }: Target, change: 1 | -1, key: string = randomUUID()): Shot {
  const accountId = anyOf(accountIds);
  const body = `{"account_id":"${accountId}","amount":1}`;
  const path = change > 0 ? '/transactions/credit' : '/transactions/debit';
  return { request: post(path, apiKey, body, key), movements: 1, changes: [[accountId, change]] };
}

/** Transfers of 1 from a random account of `payers` to a random account of `payees`. */
export function transfers(apiKey: string, payers: readonly string[], payees: readonly string[]): Workload {
  return () => {
    const { from, to } = anyPair(payers, payees);
    const body = `{"from_account_id":"${from}","to_account_id":"${to}","amount":1}`;
    return {
      request: post('/transactions/transfer', apiKey, body),
      movements: 1,
      changes: [
        [from, -1],
        [to, 1],
      ],
    };
  };
}

/** Opens accounts with a balance of 1: an account and a movement each. */
export function openings(apiKey: string): Workload {
  return () => ({
    request: post('/accounts', apiKey, '{"initial_balance":1}'),
    movements: 1,
    changes: [[openedMeanwhile, 1]],
  });
}

/** Batches of `size` credits and debits of 1, all in one request with one key. */
export function batches({ apiKey, accountIds }: Target, size: number): Workload {
  return () => {
    const changes = Array.from(
      { length: size },
      () => [anyOf(accountIds), Math.random() < 0.5 ? 1 : -1] as const,
    );
    const bodies = changes.map(
      ([accountId, change]) =>
        `{"type":"${change > 0 ? 'credit' : 'debit'}","account_id":"${accountId}","amount":1}`,
    );
    return batch(apiKey, bodies, changes);
  };
}

/** Batches of `size` transfers of 1. */
export function transferBatches(
  apiKey: string,
  payers: readonly string[],
  payees: readonly string[],
  size: number,
): Workload {
  return () => {
    const pairs = Array.from({ length: size }, () => anyPair(payers, payees));
    const bodies = pairs.map(
      ({ from, to }) => `{"type":"transfer","from_account_id":"${from}","to_account_id":"${to}","amount":1}`,
    );
    const changes = pairs.flatMap(({ from, to }) => [[from, -1] as const, [to, 1] as const]);
    return batch(apiKey, bodies, changes);
  };
}

/** Reads of the balance of random accounts. */
export function balanceReads({ apiKey, accountIds }: Target): Workload {
  return () => ({
    request:
      `GET /accounts/${anyOf(accountIds)}/balance HTTP/1.1\r\nhost: bench\r\n` +
      `authorization: Bearer ${apiKey}\r\n\r\n`,
    movements: 0,
    changes: [],
  });
}

function batch(apiKey: string, bodies: readonly string[], changes: Shot['changes']): Shot {
  const body = `{"movements":[${bodies.join(',')}]}`;
  return { request: post('/transactions/batch', apiKey, body), movements: bodies.length, changes };
}

function post(path: string, apiKey: string, body: string, key: string = randomUUID()): string {
  return (
    `POST ${path} HTTP/1.1\r\nhost: bench\r\nauthorization: Bearer ${apiKey}\r\n` +
    `content-type: application/json\r\nidempotency-key: ${key}\r\n` +
    `content-length: ${body.length}\r\n\r\n${body}`
  );
}

function anyPair(payers: readonly string[], payees: readonly string[]): { from: string; to: string } {
  const from = anyOf(payers);
  const to = anyOf(payees);
  return from === to ? anyPair(payers, payees) : { from, to };
}

function anyOf(ids: readonly string[]): string {
  return ids[Math.floor(Math.random() * ids.length)]!;
}
