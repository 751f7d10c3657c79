import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { globSync, mkdtempSync, rmSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, describe, expect, test } from '@jest/globals';

const fixture = new URL('../test/fixtures/slow-service.ts', import.meta.url).pathname;
const children: ChildProcess[] = [];
/** What a service may take to stop unless it is set otherwise. */
const allowedMs = 24_000;

afterAll(() => children.splice(0).forEach((child) => child.kill('SIGKILL')));

function launch(env: Record<string, string>) {
  const { PATH, NODE_COMPILE_CACHE } = process.env;
  const child = spawn(process.execPath, [fixture], { env: { PATH, NODE_COMPILE_CACHE, ...env } });
  children.push(child);
  const output = { out: '', err: '' };
  child.stdout.on('data', (chunk) => (output.out += chunk));
  child.stderr.on('data', (chunk) => (output.err += chunk));
  // Unlike `exit`, `close` comes after the last of the output.
  const ended = once(child, 'close').then(([code]) => code as number | null);
  const port = async () => {
    while (!/port (\d+)/.test(output.out)) await Promise.race([once(child.stdout, 'data'), ended]);
    return Number(/port (\d+)/.exec(output.out)?.[1]);
  };
  return { child, output, ended, port };
}

function request(port: number, path: string): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    get({ port, path, host: '127.0.0.1', agent: false }, (answer) => {
      let text = '';
      answer.on('data', (chunk) => (text += chunk));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }));
    }).on('error', reject);
  });
}

describe('a service that receives a stop signal', () => {
  // Concurrent: they wait for seconds, each for its own process.
  test.concurrent(
    'turns readiness off first, finishes accepted requests, closes in reverse order and exits with 0',
    async () => {
      // The request outlasts the time in which readiness is answered, which is long enough for a busy machine.
      const service = launch({ SLOW_MS: '6000', DRAIN_MS: '4000' });
      const port = await service.port();
      expect(await request(port, '/ready')).toMatchObject({ status: 200 });

      const accepted = request(port, '/slow');
      await request(port, '/ready');
      service.child.kill('SIGTERM');
      while (!service.output.out.includes('stopping')) await once(service.child.stdout, 'data');
      expect(await request(port, '/ready')).toEqual({ status: 503, text: 'stopping' });
      expect(await accepted).toMatchObject({ status: 200 });
      expect(await service.ended).toBe(0);
      expect(service.output.out).toMatch(/server is closed.*opened first is closed/s);
    },
  );

  test.concurrent('exits at once on a second signal', async () => {
    const service = launch({ SLOW_MS: '0', HANG_ON_STOP: 'true' });
    await service.port();
    service.child.kill('SIGTERM');
    // Two pending signals of one kind are delivered as one.
    while (!service.output.out.includes('stopping')) await once(service.child.stdout, 'data');
    const begin = performance.now();
    service.child.kill('SIGTERM');
    expect(await service.ended).toBe(1);
    expect(performance.now() - begin).toBeLessThan(allowedMs / 2);
  });

  test.concurrent('gives up a stop that hangs and names the hook that did not end', async () => {
    const service = launch({ SLOW_MS: '0', HANG_ON_STOP: 'true', STOP_WITHIN_MS: '2000' });
    await service.port();
    const begin = performance.now();
    service.child.kill('SIGTERM');
    expect(await service.ended).toBe(1);
    expect(performance.now() - begin).toBeLessThan(allowedMs / 2);
    expect(service.output.out).toContain('"hook":"hanging"');
  });

  test.concurrent(
    'abandons a hook that waits for a service that is away, closes the rest and exits with 0',
    async () => {
      const service = launch({ SLOW_MS: '0', HANG_ON_STOP: 'true', SERVICE_AWAY: 'true' });
      await service.port();
      service.child.kill('SIGTERM');
      expect(await service.ended).toBe(0);
      expect(service.output.out).toMatch(/"away":\["database"\].*"hook":"hanging".*opened first is closed/s);
    },
  );

  test.concurrent('closes the rest when one hook fails, and exits with 1', async () => {
    const service = launch({ SLOW_MS: '0', FAIL_ON_STOP: 'true' });
    await service.port();
    service.child.kill('SIGINT');
    expect(await service.ended).toBe(1);
    expect(service.output.out).toContain('opened first is closed');
    expect(service.output.out).toContain('closing failing failed');
  });
});

describe('a service that waits while it starts', () => {
  test.concurrent(
    'answers, is not ready until it has started, and ends cleanly when it is stopped before',
    async () => {
      const service = launch({ SLOW_MS: '0', WAIT_AT_START: 'true' });
      const port = await service.port();
      expect(await request(port, '/ready')).toMatchObject({ status: 503 });
      await request(port, '/start');
      while ((await request(port, '/ready')).status !== 200);

      const waiting = launch({ SLOW_MS: '0', WAIT_AT_START: 'true' });
      await waiting.port();
      waiting.child.kill('SIGTERM');
      expect(await waiting.ended).toBe(0);
      expect(waiting.output.out).toContain('opened first is closed');
      service.child.kill('SIGTERM');
      expect(await service.ended).toBe(0);
    },
  );
});

test('a service that is killed has kept its compiled modules for the next process', async () => {
  const cache = mkdtempSync(join(tmpdir(), 'florin-compiled-'));
  try {
    const service = launch({ SLOW_MS: '0', NODE_COMPILE_CACHE: cache });
    const port = await service.port();
    while ((await request(port, '/ready')).status !== 200) await setTimeout(50);
    service.child.kill('SIGKILL');
    await service.ended;
    expect(globSync('*/*', { cwd: cache }).length).toBeGreaterThan(100);
  } finally {
    rmSync(cache, { recursive: true });
  }
});

describe('the output of a service', () => {
  test.concurrent(
    'is one JSON object per line, including the output of libraries, console and Node',
    async () => {
      const service = launch({ SLOW_MS: '0', LOUD_LIBRARIES: 'true' });
      await service.port();
      service.child.kill('SIGTERM');
      expect(await service.ended).toBe(0);
      expect(service.output.err).toBe('');
      const lines = service.output.out.trim().split('\n');
      const entries = lines.map((line) => JSON.parse(line) as { msg: string; err?: { message: string } });
      for (const entry of entries) {
        expect(entry).toMatchObject({
          level: expect.any(Number),
          time: expect.any(String),
          pid: service.child.pid,
          name: 'slow',
          msg: expect.any(String),
        });
      }
      const reported = entries.map(({ msg, err }) => err?.message ?? msg);
      expect(reported).toEqual(
        expect.arrayContaining([
          'by console.log { with: 1 }',
          'by console.error',
          'in two pieces',
          'bytes',
          'without an end',
          'this is deprecated',
          expect.stringContaining('-1 is a negative number'),
        ]),
      );
    },
  );
});

describe('a service that cannot start', () => {
  test.concurrent(
    'closes what it opened, logs the reason in one line without passwords, and exits with 1',
    async () => {
      const service = launch({ SLOW_MS: '0', BOOT_ERROR: 'no way to postgres://florin:hunter2@db/bank' });
      expect(await service.ended).toBe(1);
      expect(service.output.err).toBe('');
      const lines = service.output.out.trim().split('\n');
      expect(JSON.parse(lines.at(-1)!)).toMatchObject({
        level: 60,
        name: 'slow',
        msg: 'could not start: no way to postgres://florin:[redacted]@db/bank',
      });
      expect(service.output.out).not.toContain('hunter2');
      expect(service.output.out).toContain('opened first is closed');
    },
  );

  test.concurrent(
    'refuses failpoints in production, and logs elsewhere that it fails on purpose',
    async () => {
      const failpoints = { SLOW_MS: '0', FLORIN_FAILPOINTS: 'relay.after-mark=kill' };
      const refused = launch({ ...failpoints, NODE_ENV: 'production' });
      const armed = launch(failpoints);
      expect(await refused.ended).toBe(1);
      expect(refused.output.out).toContain('FLORIN_FAILPOINTS is refused where NODE_ENV is production');
      expect(refused.output.out).not.toContain('this process fails on purpose');
      await armed.port();
      expect(armed.output.out).toContain('this process fails on purpose');
      armed.child.kill('SIGTERM');
      expect(await armed.ended).toBe(0);
    },
  );

  test.concurrent('logs no setting that is declared to be secret', async () => {
    const service = launch({ SLOW_MS: '0', PASSWORD: 'hunter2', BOOT_ERROR: 'enough' });
    await service.ended;
    expect(service.output.out).toContain('"PASSWORD":"[redacted]"');
    expect(service.output.out).not.toContain('hunter2');
  });

  test.concurrent('lists every mistake in its settings', async () => {
    const service = launch({ HANG_ON_STOP: 'perhaps', LOG_LEVEL: 'loud' });
    expect(await service.ended).toBe(1);
    expect(service.output.out).toMatch(/SLOW_MS is missing/);
    expect(service.output.out).toMatch(/HANG_ON_STOP must be boolean/);
    expect(service.output.out).toMatch(/LOG_LEVEL must match/);
  });
});
