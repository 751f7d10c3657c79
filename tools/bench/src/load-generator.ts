import { randomUUID } from 'node:crypto';
import { Client } from 'undici';

export type Load = {
  baseUrl: string;
  apiKey: string;
  accountIds: readonly string[];
  /** Connections, each with one request under way. */
  connections: number;
  durationMs: number;
};

export type LoadResult = {
  /** Movements that were answered with 200. */
  acknowledged: number;
  /** All other answers and broken requests, by status or error. */
  others: Record<string, number>;
  durationMs: number;
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
  /** What the acknowledged movements add up to, by account, in minor units. */
  acknowledgedByAccount: Map<string, number>;
};

/**
 * Keeps every connection busy with single credits and debits of 1, each with an idempotency key of its own. A small
 * undici loop: a k6 virtual user costs about as much CPU as the answer that it measures.
 */
export async function generateLoad(load: Load): Promise<LoadResult> {
  const latenciesMs: number[] = [];
  const others: Record<string, number> = {};
  const acknowledgedByAccount = new Map<string, number>();
  const startedAt = performance.now();
  const endsAt = startedAt + load.durationMs;

  const work = async (): Promise<void> => {
    const client = new Client(load.baseUrl, { pipelining: 1 });
    while (performance.now() < endsAt) {
      const accountId = load.accountIds[Math.floor(Math.random() * load.accountIds.length)]!;
      const change = Math.random() < 0.5 ? 1 : -1;
      const sentAt = performance.now();
      const outcome = await move(client, load.apiKey, accountId, change);
      latenciesMs.push(performance.now() - sentAt);
      if (outcome !== '200') others[outcome] = (others[outcome] ?? 0) + 1;
      else acknowledgedByAccount.set(accountId, (acknowledgedByAccount.get(accountId) ?? 0) + change);
    }
    await client.close();
  };
  await Promise.all(Array.from({ length: load.connections }, work));

  const durationMs = performance.now() - startedAt;
  latenciesMs.sort((a, b) => a - b);
  const acknowledged = latenciesMs.length - Object.values(others).reduce((sum, count) => sum + count, 0);
  return {
    acknowledged,
    others,
    durationMs,
    perSecond: (acknowledged * 1_000) / durationMs,
    p50Ms: percentile(latenciesMs, 0.5),
    p99Ms: percentile(latenciesMs, 0.99),
    acknowledgedByAccount,
  };
}

async function move(client: Client, apiKey: string, accountId: string, change: number): Promise<string> {
  try {
    const { statusCode, body } = await client.request({
      method: 'POST',
      path: change > 0 ? '/transactions/credit' : '/transactions/debit',
      headers: {
        authorization: `Bearer ${apiKey}`,
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
      },
      body: `{"account_id":"${accountId}","amount":1}`,
    });
    await body.dump();
    return String(statusCode);
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
}

/** Nearest rank of an ascending list. */
export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}
