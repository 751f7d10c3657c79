import { setTimeout as sleep } from 'node:timers/promises';
import { HttpConnection } from './http-connection.ts';
import { Tally, type LoadResult } from './tally.ts';
import type { Shot, Workload } from './workloads.ts';
import { isNativeError } from 'node:util/types';

/** The target of the load. Several ports share the connections evenly, as behind a connection balancer. */
export type Aim = { ports: readonly number[]; connections: number; durationMs: number; workload: Workload };

export type BusyLoad = Aim & {
  /** Ends the load before its time. */
  signal?: AbortSignal;
  /** Called when all connections are open. */
  onOpen?: () => void;
};

export type Arrivals = Aim & {
  perSecond: number;
  /** Opens up to this many connections when none is free, so that arrivals do not wait for others. None by default. */
  connectionsMax?: number;
  /** Called when the last answer has arrived. */
  onEnd?: () => void;
};

/** Closed loop: every connection sends its next request after the answer to the previous one. */
export async function keepBusy(load: BusyLoad): Promise<LoadResult> {
  const { ports, connections, durationMs, workload, signal, onOpen } = load;
  const open = await openConnections(ports, connections);
  onOpen?.();
  const tally = new Tally();
  const endsAt = performance.now() + durationMs;
  await Promise.all(
    open.map(async (connection) => {
      while (performance.now() < endsAt && signal?.aborted !== true) {
        if (!(await fire(connection, workload(), performance.now(), tally))) return;
      }
    }),
  );
  for (const connection of open) connection.close();
  return tally.result();
}

/**
 * Open loop: requests arrive at a fixed rate regardless of answers, and latency counts from the arrival. A request that
 * finds no free connection waits here, as it would in a client's pool. When this process gets its CPU time late, the arrival
 * is late too: `lateP99Ms` says by how much, and the latency of the bank does not contain it.
 */
export async function arriveAt(aim: Arrivals): Promise<LoadResult> {
  const { ports, connections, connectionsMax = connections, durationMs, workload, perSecond } = aim;
  const free = await openConnections(ports, connections);
  const all = [...free];
  const tally = new Tally();
  const line: number[] = [];
  let [opening, underWay, closed] = [0, 0, 0];
  const serve = (): void => {
    while (line.length > 0 && free.length > 0) {
      const connection = free.pop()!;
      if (!connection.isOpen) {
        closed += 1;
        continue;
      }
      underWay += 1;
      void fire(connection, workload(), line.shift()!, tally).then((alive) => {
        underWay -= 1;
        if (alive) free.push(connection);
        serve();
      });
    }
    while (opening < line.length && all.length - closed + opening < connectionsMax) {
      opening += 1;
      void HttpConnection.open(ports[(all.length + opening) % ports.length]!)
        .then((connection) => free.push(connection) && all.push(connection))
        .catch((error: unknown) => tally.broken(codeOf(error)))
        .finally(() => (opening -= 1));
    }
  };
  const startedAt = performance.now();
  for (let arrived = 0; performance.now() - startedAt < durationMs;) {
    const due = Math.floor(((performance.now() - startedAt) * perSecond) / 1_000);
    for (; arrived < due; arrived++) {
      const now = performance.now();
      tally.late(now - startedAt - ((arrived + 1) * 1_000) / perSecond);
      line.push(now);
    }
    serve();
    await sleep(1);
  }
  tally.ends();
  // Requests that still wait have never been sent.
  line.length = 0;
  while (underWay + opening > 0) await sleep(5);
  aim.onEnd?.();
  for (const connection of all) connection.close();
  return tally.result();
}

/** Returns false when the connection broke. */
async function fire(connection: HttpConnection, shot: Shot, since: number, tally: Tally): Promise<boolean> {
  try {
    const { status } = await connection.send(shot.request);
    tally.answered(status, performance.now() - since, shot);
    return true;
  } catch (error) {
    tally.broken(codeOf(error));
    return false;
  }
}

function codeOf(error: unknown): string {
  return isNativeError(error) && 'code' in error ? String(error.code) : String(error);
}

async function openConnections(ports: readonly number[], count: number): Promise<HttpConnection[]> {
  const wanted = Array.from({ length: count }, (_, index) => ports[index % ports.length]!);
  return Promise.all(wanted.map((port) => HttpConnection.open(port)));
}
