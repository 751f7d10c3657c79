import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BankUnderTest, Server } from './bank-under-test.ts';
import { checkBalances, readBalances } from './check-balances.ts';
import { HttpConnection } from './load/http-connection.ts';
import { readAccountLocks } from './load/redis-locks.ts';
import { movement } from './load/workloads.ts';

/*
 * Kills one of two APIs under load with SIGKILL while it holds locks. Every account has two clients of its own, one at
 * each API, so that a wait for one account delays no other. A client retries a request under its key, at the other API
 * when its own is gone, until it is acknowledged. The whole time counts as its wait.
 */

export type KilledProcess = {
  /** The number of accounts whose lock the dead process left behind, and of all others. */
  lockedAccounts: number;
  otherAccounts: number;
  /** The longest waits of requests acknowledged after the kill, and of any before it. NaN when there are none. */
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
/** The pause between a client's movements, so that at any moment most accounts are in no batch. */
const pauseAtMostMs = 200;

/** Throws when the killed process held no lock in any of several attempts, and when a balance is wrong. */
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

/** Accounts that the same holder has locked on most nodes twice, half a second apart. No live process holds a lock that long. */
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

/** One client: sends movements of 1 on its account one after the other, and retries each under its key until acknowledged. */
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
        at += 1; // The API is gone: the client goes to the other, as a balancer would send it.
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
