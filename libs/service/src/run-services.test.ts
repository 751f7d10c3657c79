import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { afterAll, expect, test } from '@jest/globals';

const fixture = new URL('../test/fixtures/several-services.ts', import.meta.url).pathname;
const children: ReturnType<typeof spawn>[] = [];

afterAll(() => children.splice(0).forEach((child) => child.kill('SIGKILL')));

function launch(env: Record<string, string>) {
  const { PATH, NODE_COMPILE_CACHE } = process.env;
  const child = spawn(process.execPath, [fixture], { env: { PATH, NODE_COMPILE_CACHE, ...env } });
  children.push(child);
  const output = { text: '' };
  child.stdout.on('data', (chunk) => (output.text += String(chunk)));
  const ended = once(child, 'close').then(([code]): number | null => code);
  const url = async (): Promise<string> => {
    while (!/port (\d+)/.test(output.text)) await Promise.race([once(child.stdout, 'data'), ended]);
    return `http://127.0.0.1:${/port (\d+)/.exec(output.text)?.[1]}`;
  };
  return { child, output, ended, url };
}

const read = async (url: string): Promise<string> => (await fetch(url)).text();

test('several services of a process have settings of their own, one health and one text of metrics', async () => {
  const settings = { DATABASE_URL: 'of all', BEHIND_DATABASE_URL: 'of behind', GROUP: 'of the shell' };
  const { child, output, ended, url } = launch({ ...settings, BEHIND_URL: 'http://nowhere.invalid' });
  const front = await url();
  expect(JSON.parse(await read(front))).toMatchObject({
    behind: { DATABASE_URL: 'of behind', GROUP: 'of its own' },
    own: 'of all',
    servesOperators: true,
  });

  while (!/"ready":true/.test(await read(`${front}/ready`))) await setTimeout(50);
  expect(Object.keys(JSON.parse(await read(`${front}/ready`)).checks)).toEqual([
    'behind: database',
    'front: database',
  ]);

  const text = await read(`${front}/metrics`);
  expect(text).toContain('florin_known{service="behind"} 1\nflorin_known{service="front"} 2');
  const declared = text.split('\n').filter((line) => line.startsWith('# TYPE'));
  expect(declared).toEqual([...new Set(declared)]);
  expect(text.match(/^process_resident_memory_bytes.*$/gm)).toEqual([
    expect.stringContaining('{service="several"}'),
  ]);

  child.kill('SIGTERM');
  expect(await ended).toBe(0);
  // The service in front first, and of each what it opened last.
  expect(output.text).toMatch(/front is closed.*what behind opened late is closed.*behind is closed/s);
  expect(output.text).toContain('"name":"behind"');
});

test('a process ends when one of its services does not start, and names every wrong setting of each', async () => {
  const { output, ended } = launch({ DATABASE_URL: 'x', BEHIND_URL: 'x', BOOT_ERROR: 'no disk' });
  expect(await ended).toBe(1);
  expect(output.text).toContain('could not start: no disk');

  const wrong = launch({ LOG_LEVEL: 'loud' });
  expect(await wrong.ended).toBe(1);
  expect(wrong.output.text).toMatch(
    /behind: DATABASE_URL is missing.*failing: LOG_LEVEL must match.*front: DATABASE_URL is missing/s,
  );
});
