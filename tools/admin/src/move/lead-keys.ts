import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { CannotDo } from '../command.ts';

/** Where HAProxy looks up keys that were made before a move. */
export type Leading = {
  cell: string;
  /** The file that HAProxy reads at its start, and the name of the map for its sockets. */
  map: string;
  /** The sockets of running HAProxies: a path, or `host:port`. */
  sockets: readonly string[];
};

/**
 * Leads the keys with these hashes to the cell: in the running HAProxies first, and then in the file. Safe to repeat; the last
 * move counts. Throws CannotDo when a HAProxy refuses.
 */
export async function leadKeys(hashes: readonly string[], { cell, map, sockets }: Leading): Promise<void> {
  await Promise.all(
    sockets.map(async (socket) => {
      for (const hash of hashes) await leadKey(socket, map, `${hash} ${cell}`);
    }),
  );
  const known = existsSync(map) ? readFileSync(map, 'utf8').split('\n') : [];
  const kept = known.filter((line) => line !== '' && !hashes.includes(line.split(' ')[0] ?? ''));
  const lines = [...kept, ...hashes.map((hash) => `${hash} ${cell}`)];
  writeFileSync(`${map}.new`, lines.map((line) => `${line}\n`).join(''));
  renameSync(`${map}.new`, map);
}

async function leadKey(socket: string, map: string, line: string): Promise<void> {
  const changed = await command(socket, `set map ${map} ${line}`);
  if (changed === '') return;
  const added = await command(socket, `add map ${map} ${line}`);
  if (added !== '') throw new CannotDo(`The HAProxy at ${socket} does not take a line of ${map}: ${added}`);
}

/** What HAProxy answers, which is nothing when it has done it. */
async function command(socket: string, line: string): Promise<string> {
  const [, host, port] = /^([^/]+):(\d+)$/.exec(socket) ?? [];
  const connection = host === undefined ? connect(socket) : connect(Number(port), host);
  connection.end(`${line}\n`);
  return (await text(connection)).trim();
}
