import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { openApiServer } from '../test/api-server.ts';

const code = 'a-code-of-one-use';
let directory: string;
let file: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'florin-sign-in-'));
  file = join(directory, 'sign-in.json');
});

afterEach(() => rmSync(directory, { recursive: true }));

function keep(expiresInMs: number): void {
  const code_sha256 = createHash('sha256').update(code).digest('hex');
  const expires_at = new Date(Date.now() + expiresInMs).toISOString();
  writeFileSync(file, JSON.stringify({ code_sha256, api_key: 'flk_key', expires_at }));
}

const open = async () => {
  const { app } = await openApiServer({ consoleDirectory: directory, consoleSignInFile: file });
  return (payload: object) => app.inject({ method: 'POST', url: '/console/sign-in', payload });
};

test('a code is worth the key once, and of two requests at the same moment one gets it', async () => {
  const redeem = await open();
  keep(60_000);
  const answers = await Promise.all([redeem({ code }), redeem({ code }), redeem({ code })]);
  expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 401, 401]);
  const [good] = answers.filter(({ statusCode }) => statusCode === 200);
  expect(good?.json()).toEqual({ api_key: 'flk_key' });
  expect(good?.headers['cache-control']).toBe('no-store');
  expect((await redeem({ code })).json()).toMatchObject({ code: 'unauthenticated' });
  expect((await redeem({ code })).json().detail).toContain('has been used');
});

test('a wrong code uses nothing up, and an expired one is worth nothing', async () => {
  const redeem = await open();
  keep(60_000);
  for (const wrong of [{ code: 'guess' }, { code: '' }, { code: 1 }, {}])
    expect((await redeem(wrong)).statusCode).toBe(401);
  expect(existsSync(file)).toBe(true);
  keep(-1);
  expect((await redeem({ code })).statusCode).toBe(401);
  expect(existsSync(file)).toBe(false);
});

test('a bank without the setting has no such route', async () => {
  const { app } = await openApiServer({ consoleDirectory: directory });
  const answer = await app.inject({ method: 'POST', url: '/console/sign-in', payload: { code } });
  expect(answer.statusCode).toBe(405);
});
