import { Florin, FlorinError, RefusedError } from '@florin/sdk';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { History, Wanted } from './history.ts';

const clients = 8;
const accountCount = 24;
const startingBalance = 10_000_000;
/** The load ends by itself after this time, longer than all alerts take, so that a drill which hangs moves no money for ever. */
const lastsAtMostMs = 60 * 60_000;
/** How long a client repeats a movement without an outcome after the load has ended. */
const settlesWithinMs = 60_000;
/** Half of it on average: fifty movements a second, which find a lost one as well as a full load does. */
const pauseAtMostMs = 250;

export type Load = {
  accountIds: readonly string[];
  /** Movements whose outcome is known, by their key. */
  acknowledged: Map<string, { wanted: Wanted; transactionId: string }>;
  refused: Map<string, Wanted>;
  /** Movements that have no outcome yet. */
  open: Map<string, Wanted>;
  /** Attempts that ended without an outcome. */
  unknowns: number;
  /** The most attempts that a movement needed. */
  attemptsMost: number;
  /** How often each status and code came without an outcome, such as `503 overloaded`; `none` is no answer. */
  unknownCodes: Map<string, number>;
  /** The longest time without any acknowledgement since the moment, in milliseconds. */
  longestPauseSince(moment: number): number;
  /** Resolves when this many more movements are acknowledged; throws when the load ends before, or after a minute by default. */
  untilAcknowledged(more: number, withinMs?: number): Promise<void>;
  /** Ends the load, and resolves when every movement has an outcome or a minute is over. */
  stop(): Promise<void>;
};

/** Moves money between new accounts, through HAProxy, until it is stopped. Every attempt is in the history. */
export async function startLoad(baseUrl: string, apiKey: string, history: History): Promise<Load> {
  const florin = new Florin({ baseUrl, apiKey, maxRetries: 0, timeoutMs: 10_000 });
  const retrying = new Florin({ baseUrl, apiKey, maxRetries: 20 });
  const accountIds = await openAccounts(retrying);
  const acknowledgements: number[] = [];
  const beganAt = Date.now();
  let endsAt = beganAt + lastsAtMostMs;
  const load: Load = {
    accountIds,
    acknowledged: new Map(),
    refused: new Map(),
    open: new Map(),
    unknowns: 0,
    attemptsMost: 0,
    unknownCodes: new Map(),
    longestPauseSince: (moment) => longestPause([moment, ...acknowledgements.filter((at) => at > moment)]),
    async untilAcknowledged(more, withinMs = 60_000) {
      const goal = load.acknowledged.size + more;
      const deadline = Date.now() + withinMs;
      while (load.acknowledged.size < goal) {
        if (Date.now() > Math.min(deadline, endsAt)) throw new Error('the bank acknowledged nothing in time');
        await sleep(20);
      }
    },
    async stop() {
      endsAt = Date.now();
      await running;
    },
  };

  async function settle(client: number, wanted: Wanted): Promise<void> {
    load.open.set(wanted.key, wanted);
    for (let attempt = 1; Date.now() < endsAt + settlesWithinMs; attempt++) {
      history.add({ event: 'sent', client, attempt, ...wanted });
      load.attemptsMost = Math.max(load.attemptsMost, attempt);
      const outcome = await send(florin, wanted);
      history.add({ client, key: wanted.key, ...outcome });
      if (outcome.event === 'unknown') {
        load.unknowns += 1;
        const seen = outcome.status === null ? 'none' : `${outcome.status} ${outcome.code}`;
        load.unknownCodes.set(seen, (load.unknownCodes.get(seen) ?? 0) + 1);
        await sleep(100 + Math.random() * 200);
        continue;
      }
      load.open.delete(wanted.key);
      if (outcome.event === 'refused') return void load.refused.set(wanted.key, wanted);
      acknowledgements.push(Date.now());
      return void load.acknowledged.set(wanted.key, { wanted, transactionId: outcome.transaction_id });
    }
  }

  async function keepMoving(client: number): Promise<void> {
    while (Date.now() < endsAt) {
      await settle(client, randomMovement(accountIds));
      await sleep(Math.random() * pauseAtMostMs);
    }
  }

  const running = Promise.all(Array.from({ length: clients }, (_, client) => keepMoving(client)));
  return load;
}

async function openAccounts(florin: Florin): Promise<string[]> {
  const opened = Array.from({ length: accountCount }, () =>
    florin.accounts.create({ initial_balance: startingBalance, name: 'drill' }),
  );
  return (await Promise.all(opened)).map(({ id }) => id);
}

function randomMovement(accountIds: readonly string[]): Wanted {
  const one = accountIds[Math.floor(Math.random() * accountIds.length)];
  const others = accountIds.filter((id) => id !== one);
  const other = others[Math.floor(Math.random() * others.length)];
  const operation = (['credit', 'debit', 'transfer'] as const)[Math.floor(Math.random() * 3)] ?? 'credit';
  return {
    key: `drill-${randomUUID()}`,
    operation,
    amount: 1 + Math.floor(Math.random() * 100),
    from: operation === 'credit' ? undefined : one,
    to: operation === 'debit' ? undefined : operation === 'credit' ? one : other,
  };
}

type Outcome =
  | { event: 'acknowledged'; transaction_id: string }
  | { event: 'refused'; status: number; code: string }
  | { event: 'unknown'; status: number | null; code: string };

async function send({ transactions }: Florin, wanted: Wanted): Promise<Outcome> {
  const { key: idempotencyKey, amount, from = '', to = '' } = wanted;
  const options = { idempotencyKey };
  try {
    const { id } =
      wanted.operation === 'transfer'
        ? await transactions.transfer({ from_account_id: from, to_account_id: to, amount }, options)
        : wanted.operation === 'debit'
          ? await transactions.debit({ account_id: from, amount }, options)
          : await transactions.credit({ account_id: to, amount }, options);
    return { event: 'acknowledged', transaction_id: id };
  } catch (error) {
    if (!(error instanceof FlorinError)) throw error;
    const { code, status } = error;
    if (error instanceof RefusedError) return { event: 'refused', status: status ?? 0, code };
    return { event: 'unknown', status: status ?? null, code };
  }
}

function longestPause(moments: readonly number[]): number {
  const until = [...moments.slice(1), Date.now()];
  return Math.max(...moments.map((moment, index) => (until[index] ?? moment) - moment));
}
