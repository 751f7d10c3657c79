import { connect } from '@florin/database';
import { startPostgres, startRedisNodes } from '@florin/testing';
import { createConnection } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';

const started: { stop(): Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(started.splice(0).map((program) => program.stop()));
});

describe('a PostgreSQL of one test', () => {
  test('keeps what was committed when it is killed and started again', async () => {
    const postgres = await startPostgres();
    started.push(postgres);
    await query(postgres.url, 'create table kept (amount bigint); insert into kept values (100)');
    await postgres.kill();
    await expect(query(postgres.url, 'select 1')).rejects.toThrow();
    await postgres.restart();
    expect(await query(postgres.url, 'select amount from kept')).toEqual([{ amount: '100' }]);
  });

  test('runs with full durability', async () => {
    const postgres = await startPostgres();
    started.push(postgres);
    const settings = await query(
      postgres.url,
      `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit`,
    );
    expect(settings).toEqual([{ fsync: 'on', commit: 'on' }]);
  });
});

describe('Redis nodes of one test', () => {
  test('answer nothing while paused, and the pending commands once resumed', async () => {
    const [node] = await startRedisNodes(1);
    if (!node) throw new Error('no node');
    started.push(node);
    expect(await ping(node.url, 1_000)).toBe('+PONG');
    node.pause();
    const requested = ping(node.url, 2_000);
    expect(await ping(node.url, 200)).toBe('silence');
    node.resume();
    expect(await requested).toBe('+PONG');
  });
});

async function query(url: string, sql: string): Promise<unknown> {
  const database = await connect({ url, applicationName: 'test', connectTimeoutMs: 20_000 });
  try {
    return await database.read((em) => em.getConnection().execute(sql));
  } finally {
    await database.close();
  }
}

function ping(url: string, withinMs: number): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = createConnection({ host: hostname, port: Number(port) }, () => socket.write('PING\r\n'));
    const answer = (text: string) => {
      socket.destroy();
      resolve(text);
    };
    socket.once('data', (data) => answer(data.toString().trim()));
    socket.once('error', reject);
    socket.setTimeout(withinMs, () => answer('silence'));
  });
}
