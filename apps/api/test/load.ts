import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach } from '@jest/globals';
import { FlorinError, type Florin, type Transaction } from '@florin/sdk';

type Order =
  | { kind: 'credit' | 'debit'; body: { account_id: string; amount: number } }
  | { kind: 'transfer'; body: { from_account_id: string; to_account_id: string; amount: number } };

/** A requested movement and its answer. */
export type Attempt = Order & {
  key: string;
  /** `turned away`: a 4xx without a transaction, so nothing was recorded. `unknown`: only a retry can show the outcome. */
  outcome: 'acknowledged' | 'refused' | 'turned away' | 'unknown';
  transaction?: Transaction;
  error?: FlorinError;
  startedAt: number;
  tookMs: number;
};

export type Load = {
  /** Everything that was answered or given up so far. */
  attempts: Attempt[];
  /** Stops sending; resolves when the requests in progress have ended. */
  stop(): Promise<Attempt[]>;
};

export type LoadSettings = {
  /** Clients of the APIs under load: each of the load's clients talks to one of them, in turn. */
  florins: readonly Florin[];
  accounts: readonly string[];
  clients?: number;
  /** Between two movements of one client; about what keeps a busy machine's clocks honest. */
  pauseMs?: number;
  timeoutMs?: number;
};

/** A port without a listener refuses a thousand times a second, and every one of them is to be settled later. */
const pauseWhenAwayMs = 150;
const settledAtOnce = 16;
const settledWithinMs = 90_000;

const running = new Set<AbortController>();

// A test that fails leaves its load running, and jest would wait for it for ever.
afterEach(() => running.forEach((load) => load.abort()));

/**
 * Starts several clients that move money between the accounts, half of it over the first one, without retries. Their
 * answers are recorded unchanged.
 */
export function startLoad(settings: LoadSettings): Load {
  const { florins, accounts, clients = 8, pauseMs = 20, timeoutMs = 5_000 } = settings;
  const attempts: Attempt[] = [];
  const keep = (each: Attempt) => (attempts.push(each), each);
  const stopping = new AbortController();
  running.add(stopping);
  const client = async (florin: Florin) => {
    while (!stopping.signal.aborted) {
      const order = { ...anyOrder(accounts), key: randomUUID() };
      const { outcome } = keep(await attempt(florin, order, timeoutMs));
      await sleep(outcome === 'unknown' ? pauseWhenAwayMs : Math.random() * 2 * pauseMs);
    }
  };
  const ends = Array.from({ length: clients }, (_, index) => client(florins[index % florins.length]!));
  return {
    attempts,
    async stop() {
      stopping.abort();
      await Promise.all(ends);
      return attempts;
    },
  };
}

/** Repeats all requests with an unknown outcome under the same keys, until they are answered or 90 s are over. */
export async function settle(attempts: Attempt[], florin: Florin): Promise<Attempt[]> {
  const settled = [...attempts];
  const deadline = Date.now() + settledWithinMs;
  const open = settled.keys();
  const settleNext = async () => {
    for (const index of open) settled[index] = await settleOne(settled[index]!, florin, deadline);
  };
  await Promise.all(Array.from({ length: settledAtOnce }, settleNext));
  return settled;
}

async function settleOne(requested: Attempt, florin: Florin, deadline: number): Promise<Attempt> {
  let latest = requested;
  const isOpen = () => latest.outcome === 'unknown' || latest.outcome === 'turned away';
  while (isOpen() && Date.now() < deadline) {
    if (latest !== requested) await sleep(pauseWhenAwayMs);
    latest = await attempt(florin, requested, 5_000);
  }
  return latest;
}

async function attempt(florin: Florin, order: Order & { key: string }, timeoutMs: number): Promise<Attempt> {
  const startedAt = Date.now();
  const { key, kind, body } = order;
  const requested = { key, kind, body } as Order & { key: string };
  const ended = (rest: Pick<Attempt, 'outcome' | 'transaction' | 'error'>): Attempt => ({
    ...requested,
    ...rest,
    startedAt,
    tookMs: Date.now() - startedAt,
  });
  try {
    const options = { idempotencyKey: key, maxRetries: 0, timeoutMs };
    return ended({ outcome: 'acknowledged', transaction: await send(florin, requested, options) });
  } catch (error) {
    if (!(error instanceof FlorinError)) throw error;
    if (error.outcomeUnknown) return ended({ outcome: 'unknown', error });
    const transaction = error.problem?.transaction;
    return ended(transaction ? { outcome: 'refused', transaction } : { outcome: 'turned away', error });
  }
}

function send(florin: Florin, { kind, body }: Order, options: object): Promise<Transaction> {
  if (kind === 'transfer') return florin.transactions.transfer(body, options);
  return florin.transactions[kind](body, options);
}

function anyOrder(accounts: readonly string[]): Order {
  const amount = 1 + Math.floor(Math.random() * 100);
  const [hot = '', ...others] = accounts;
  const some = others[Math.floor(Math.random() * others.length)] ?? hot;
  const dice = Math.random();
  if (dice < 0.25) return { kind: 'credit', body: { account_id: hot, amount } };
  if (dice < 0.5) return { kind: 'credit', body: { account_id: some, amount } };
  if (dice < 0.75) return { kind: 'debit', body: { account_id: some, amount } };
  return { kind: 'transfer', body: { from_account_id: hot, to_account_id: some, amount } };
}
