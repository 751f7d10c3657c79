import { withSession } from '@florin/database';
import { afterAll, expect, test } from '@jest/globals';
import { eventually, startPostgres, startStandby, type PrivatePostgres } from '@florin/testing';

const started: PrivatePostgres[] = [];

afterAll(async () => {
  for (const server of started.reverse()) await server.stop();
});

const run = (server: PrivatePostgres, sql: string) => withSession(server.url, (session) => session(sql));

test('a standby has what was written before, during and after its copy, also after it was away', async () => {
  const primary = await startPostgres();
  started.push(primary);
  await run(primary, 'create table notes (n int primary key); insert into notes values (1)');
  let writing = true;
  const writes = (async () => {
    for (let n = 2; writing; n += 1) await run(primary, `insert into notes values (${n})`);
  })();
  const standby = await startStandby(primary, 'standby_one');
  started.push(standby);
  await standby.kill();
  await run(primary, 'insert into notes values (0)');
  writing = false;
  await writes;
  await standby.restart();

  const notes = 'select count(*) as count, sum(n) as sum from notes';
  const [expected] = await run(primary, notes);
  await eventually(async () => {
    expect(await run(standby, notes)).toEqual([expected]);
    return true;
  });
  const [recovery] = await run(standby, 'select pg_is_in_recovery() as standby');
  expect(recovery).toEqual({ standby: true });
  await expect(run(standby, 'insert into notes values (-1)')).rejects.toThrow('read-only');
  const [slot] = await run(primary, 'select slot_name, active from pg_replication_slots');
  expect(slot).toEqual({ slot_name: 'standby_one', active: true });
});
