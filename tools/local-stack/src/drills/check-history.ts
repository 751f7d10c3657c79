import { Florin } from '@florin/sdk';
import { readFileSync } from 'node:fs';
import type { HistoryLine } from './history.ts';
import type { Finding } from './verify.ts';

type Line = HistoryLine & { at: string };

/** What became of a movement, by the file alone. */
type Movement = {
  amount: number;
  from?: string | undefined;
  to?: string | undefined;
  transactionId?: string;
};

/**
 * Compares the file of a drill's history with what the bank answers to a client now: every acknowledged movement is on the lines
 * of its accounts once, nothing else is, and each balance is the sum of its lines. It shares no code with the load or with the
 * check of the database. All movements of the history have an outcome.
 */
export async function checkHistory(path: string, baseUrl: string, apiKey: string): Promise<Finding[]> {
  const movements = readMovements(path);
  const acknowledged = [...movements.values()].filter(({ transactionId }) => transactionId !== undefined);
  const accountIds = new Set(
    [...movements.values()].flatMap(({ from, to }) => [from ?? [], to ?? []].flat()),
  );
  const florin = new Florin({ baseUrl, apiKey, maxRetries: 20 });
  let [lost, unknown, wrong] = [0, 0, 0];
  for (const id of accountIds) {
    const expected = new Map(
      acknowledged.flatMap(({ transactionId, from, to, amount }): [string, number][] =>
        transactionId !== undefined && (from === id || to === id)
          ? [[transactionId, to === id ? amount : -amount]]
          : [],
      ),
    );
    const { balance } = await florin.accounts.get(id);
    let [sum, version] = [0, 0];
    for (const line of (await linesOf(florin, id)).reverse()) {
      sum += line.balance_change;
      version += 1;
      if (line.account_version !== version || line.balance_after !== sum) wrong += 1;
      if (line.description === 'Opening balance') continue;
      if (expected.get(line.transaction_id) !== line.balance_change) unknown += 1;
      expected.delete(line.transaction_id);
    }
    lost += expected.size;
    if (balance !== sum) wrong += 1;
  }
  return [
    {
      ok: lost === 0,
      says: `by the history: acknowledged movements that clients do not find any more: ${lost}`,
    },
    {
      ok: unknown === 0,
      says: `by the history: movements that nobody was acknowledged, or twice: ${unknown}`,
    },
    { ok: wrong === 0, says: `by the history: lines or balances that do not add up: ${wrong}` },
  ];
}

async function linesOf(florin: Florin, id: string) {
  const lines = [];
  for await (const line of florin.accounts.transactions(id, { limit: 100 })) lines.push(line);
  return lines;
}

/**
 * For how long clients were refused, in milliseconds: from the first refusal that arrived to the last request that was sent and
 * refused. Of the lines between two moments.
 */
export function refusedMs(path: string, from: number, to: number): number {
  const lines = readLines(path).filter(({ at }) => Date.parse(at) >= from && Date.parse(at) <= to);
  const sent = new Map<string, number>();
  const refusals: { sentAt: number; answeredAt: number }[] = [];
  for (const line of lines) {
    const at = Date.parse(line.at);
    if (line.event === 'sent') sent.set(line.key, at);
    if (line.event === 'unknown') refusals.push({ sentAt: sent.get(line.key) ?? at, answeredAt: at });
  }
  if (refusals.length === 0) return 0;
  const first = Math.min(...refusals.map(({ answeredAt }) => answeredAt));
  return Math.max(0, Math.max(...refusals.map(({ sentAt }) => sentAt)) - first);
}

function readMovements(path: string): Map<string, Movement> {
  const movements = new Map<string, Movement>();
  for (const line of readLines(path)) {
    if (line.event === 'sent') movements.set(line.key, { amount: line.amount, from: line.from, to: line.to });
    if (line.event !== 'acknowledged') continue;
    const known = movements.get(line.key);
    if (known) known.transactionId = line.transaction_id;
  }
  return movements;
}

function readLines(path: string): Line[] {
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
  return lines.map((line): Line => JSON.parse(line));
}
