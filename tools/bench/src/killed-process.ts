import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BankUnderTest, Server } from './bank-under-test.ts';
import { checkBalances, readBalances } from './books.ts';
import { HttpConnection } from './load/http-connection.ts';
import { readAccountLocks } from './load/redis-locks.ts';
import { movement } from './load/workloads.ts';

/*
 * Two APIs under load, one killed with SIGKILL while it holds locks. Every account has clients of its own, one at each
 * API, so that who waits for one account holds up no other. A client repeats a request under its key, at the other API
 * when its own is gone, until it is acknowledged: its wait is all of that time.
 */

export type KilledProcess = {
  /** Accounts whose lock the dead process left behind, and those it did not. */
  lockedAccounts: number;
  otherAccounts: number;
  /** The longest waits of requests that were acknowledged after the kill, and of any before it. NaN of none. */
  lockedLongestMs: number;
  othersLongestMs: number;
  beforeLongestMs: number;
};

type Options = {
  accounts?: number;
  secondsBefore?: number;
  secondsAfter?: number;
  say: (line: string) => void;
};
type Wait = { accountId: string; sinceMs: number; untilMs: number };
type Run = { waits: Wait[]; changes: Map<string, number>; isOver: boolean };

const attempts = 5;
/** Between a client's movements, so that at any moment most accounts are in nobody's batch. */
const pauseAtMostMs = 200;

/** Throws when the killed process held no lock in any of several attempts, and when the balances are not right. */
export async function measureKilledProcess(bank: BankUnderTest, options: Options): Promise<KilledProcess> {
  const survivor = await bank.startApi('surviving-api');
  try {
    for (let attempt = 1; attempt <= attempts; attempt++) {
      const measured = await killOne(bank, survivor, options);
      if (measured.lockedAccounts > 0) return measured;
      options.say('the killed API held no lock at that moment: once more');
    }
  } finally {
    await survivor.program.stop();
  }
  throw new Error(`none of ${attempts} killed processes held a lock`);
}

async function killOne(bank: BankUnderTest, survivor: Server, options: Options): Promise<KilledProcess> {
  const { accounts = 100, secondsBefore = 3, secondsAfter = 5, say } = options;
  const victim = await bank.startApi('killed-api');
  const before = await readBalances(bank.database);
  const accountIds = bank.accountIds.slice(0, accounts);
  const run: Run = { waits: [], changes: new Map(), isOver: false };
  const clients = accountIds.flatMap((accountId) => [
    keepMoving(bank.apiKey, accountId, [victim.port, survivor.port], run),
    keepMoving(bank.apiKey, accountId, [survivor.port, victim.port], run),
  ]);
  await sleep(secondsBefore * 1_000);
  const killedAtMs = performance.now();
  const gone = victim.program.kill();
  const locked = await leftLocked(bank.redisUrls);
  await gone;
  await sleep(secondsAfter * 1_000);
  run.isOver = true;
  await Promise.all(clients);
  await checkBalances(bank.database, before, { others: {}, changes: run.changes, unclear: 0 });
  const measured = longestWaits(run.waits, { accountIds, locked, killedAtMs });
  say(
    `killed an API with ${measured.lockedAccounts} accounts locked: the longest wait on them ` +
      `${measured.lockedLongestMs.toFixed(0)} ms, on ${measured.otherAccounts} others ` +
      `${measured.othersLongestMs.toFixed(0)} ms, before ${measured.beforeLongestMs.toFixed(0)} ms`,
  );
  return measured;
}

/** Accounts that one holder has locked on most nodes, now and half a second later: nobody who lives takes that long. */
async function leftLocked(redisUrls: readonly string[]): Promise<Set<string>> {
  const first = await Promise.all(redisUrls.map(readAccountLocks));
  await sleep(500);
  const second = await Promise.all(redisUrls.map(readAccountLocks));
  const all = new Set(first.flatMap((node) => [...node.keys()]));
  const isLeft = (id: string) =>
    first.filter((node, index) => node.has(id) && node.get(id) === second[index]!.get(id)).length * 2 >
    redisUrls.length;
  return new Set([...all].filter(isLeft));
}

/** One client: a movement of 1 after the other on its account, each repeated under its key until it is acknowledged. */
async function keepMoving(
  apiKey: string,
  accountId: string,
  ports: readonly number[],
  run: Run,
): Promise<void> {
  let at = 0;
  let connection: HttpConnection | undefined;
  while (!run.isOver) {
    const change = Math.random() < 0.5 ? 1 : -1;
    const { request } = movement({ apiKey, accountIds: [accountId] }, change, randomUUID());
    const sinceMs = performance.now();
    for (let isDone = false; !isDone;) {
      try {
        connection ??= await HttpConnection.open(ports[at % ports.length]!);
        isDone = (await connection.send(request)).status === 200;
      } catch {
        connection?.close();
        connection = undefined;
        at += 1; // Its API is gone: the balancer sends it to the other.
      }
      if (!isDone) await sleep(5);
    }
    run.waits.push({ accountId, sinceMs, untilMs: performance.now() });
    run.changes.set(accountId, (run.changes.get(accountId) ?? 0) + change);
    await sleep(Math.random() * pauseAtMostMs);
  }
  connection?.close();
}

type Kill = { accountIds: readonly string[]; locked: ReadonlySet<string>; killedAtMs: number };

export function longestWaits(
  waits: readonly Wait[],
  { accountIds, locked, killedAtMs }: Kill,
): KilledProcess {
  const longest = (wanted: (wait: Wait) => boolean) => {
    const tookMs = waits.filter(wanted).map(({ sinceMs, untilMs }) => untilMs - sinceMs);
    return tookMs.length === 0 ? Number.NaN : Math.max(...tookMs);
  };
  const isAfter = ({ untilMs }: Wait) => untilMs >= killedAtMs;
  const isLocked = ({ accountId }: Wait) => locked.has(accountId);
  const lockedAccounts = accountIds.filter((id) => locked.has(id)).length;
  return {
    lockedAccounts,
    otherAccounts: accountIds.length - lockedAccounts,
    lockedLongestMs: longest((wait) => isAfter(wait) && isLocked(wait)),
    othersLongestMs: longest((wait) => isAfter(wait) && !isLocked(wait)),
    beforeLongestMs: longest((wait) => !isAfter(wait)),
  };
}
