import { describe, expect, test } from '@jest/globals';
import { createLogger } from './index.ts';
import { createReadiness } from './readiness.ts';

const quiet = createLogger({ service: 'test', level: 'silent' });

describe('readiness', () => {
  test('is lost with a required dependency only, and reports all of them', async () => {
    const readiness = createReadiness(quiet, () => false);
    readiness.add('locks', async () => ({ ok: false, detail: '0 of 3 nodes', required: false }));
    expect(await readiness.read()).toMatchObject({ ready: true, checks: { locks: { ok: false } } });
    readiness.add('database', async () => ({ ok: false, required: true }));
    expect(await readiness.read()).toMatchObject({ ready: false });
  });

  test('waits at most a second for a dependency that hangs, and hides the error of one that fails', async () => {
    const readiness = createReadiness(quiet, () => false);
    readiness.add('hanging', () => new Promise(() => {}));
    readiness.add('failing', () => Promise.reject(new Error('password hunter2')));
    const begin = performance.now();
    const answer = await readiness.read();
    expect(performance.now() - begin).toBeLessThan(10_000);
    expect(answer.checks.hanging?.detail).toBe('no answer within 1000 ms');
    expect(answer.checks.failing).toEqual({ ok: false, detail: 'check failed', required: true });
  });

  test('checks the dependencies at most twice a second', async () => {
    let requested = 0;
    const readiness = createReadiness(quiet, () => false);
    readiness.add('database', async () => ({ ok: ++requested > 0, required: true }));
    await Promise.all(Array.from({ length: 50 }, () => readiness.read()));
    expect(requested).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 600));
    await readiness.read();
    expect(requested).toBe(2);
  });

  test('runs one check of a slow dependency at a time', async () => {
    let [requested, running, most] = [0, 0, 0];
    const readiness = createReadiness(quiet, () => false);
    readiness.add('database', async () => {
      requested++;
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, 800));
      running--;
      return { ok: true, required: true };
    });
    for (let n = 0; n < 20; n++) {
      void readiness.read();
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect(requested).toBeGreaterThan(1);
    expect(most).toBe(1);
    await readiness.read();
  });

  test('is lost at once when the process stops', async () => {
    let stopping = false;
    const readiness = createReadiness(quiet, () => stopping);
    expect((await readiness.read()).ready).toBe(true);
    stopping = true;
    expect((await readiness.read()).ready).toBe(false);
  });
});
