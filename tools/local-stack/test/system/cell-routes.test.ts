import { ensureDebianProgram, freePort, isListening } from '@florin/processes';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '@florin/testing';
import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { haproxyProgram } from '../../src/cluster/haproxy.ts';
import { haproxyConfigOfCells } from '../../src/drills/two-cells.ts';

const folder = mkdtempSync(join(tmpdir(), 'florin-cell-routes-'));
const random = 'ThisIsAnExampleOfAnApiKeyAndNoneOfAnyBank0032re7Y';
const moved = `flk_eu1_${random.replace('This', 'That')}`;
let port: number;
let haproxy: ChildProcess;

/** The section that the page shows, with this test's port and maps, and backends that answer with their names. */
beforeAll(async () => {
  ensureDebianProgram(haproxyProgram, () => undefined);
  port = await freePort();
  const answer = 'http-request return status 200 content-type text/plain string';
  const backends = { eu1: `${answer} eu1`, eu2: `${answer} eu2` };
  writeFileSync(join(folder, 'haproxy.cfg'), haproxyConfigOfCells(port, folder, backends));
  writeFileSync(join(folder, 'cells.map'), 'eu1 cell-eu1\neu2 cell-eu2\n');
  writeFileSync(join(folder, 'moved-keys.map'), `${createHash('sha256').update(moved).digest('hex')} eu2\n`);
  haproxy = spawn('haproxy', ['-db', '-f', join(folder, 'haproxy.cfg')], { stdio: 'inherit' });
  await eventually(() => isListening(port), { withinMs: 60_000 });
}, 120_000);

afterAll(async () => {
  haproxy.kill('SIGKILL');
  await once(haproxy, 'exit');
  rmSync(folder, { recursive: true });
});

const part = (content: object) => Buffer.from(JSON.stringify(content)).toString('base64url');
const tokenOf = (claims: object) => `${part({ alg: 'ES256' })}.${part(claims)}.c2lnbmF0dXJl`;
const basic = (key: string) => `Basic ${Buffer.from(`key_1:${key}`).toString('base64')}`;
const bearer = (key: string) => ({ authorization: `Bearer ${key}` });

test.each([
  ['a key of the first cell', 'eu1', bearer(`flk_eu1_${random}`)],
  ['a key of another cell', 'eu2', bearer(`flk_eu2_${random}`)],
  ['a key in X-API-Key', 'eu2', { 'x-api-key': `flk_eu2_${random}` }],
  ['a key whose tenant has moved', 'eu2', bearer(moved)],
  ['a key from before the cells', 'eu1', bearer(`flk_${random}`)],
  ['a key of a cell that there is not', 'eu1', bearer(`flk_us1_${random}`)],
  ['a token of another cell', 'eu2', bearer(tokenOf({ cell: 'eu2' }))],
  ['a token without a cell', 'eu1', bearer(tokenOf({ sub: 'key_1' }))],
  ['no key', 'eu1', {}],
  ['a key in an exchange by HTTP Basic', 'eu2', { authorization: basic(`flk_eu2_${random}`) }],
])('HAProxy leads %s to %s', async (_what, cell, headers: Record<string, string>) => {
  const answer = await fetch(`http://127.0.0.1:${port}/accounts`, { headers });
  expect(await answer.text()).toBe(cell);
});

test('HAProxy leads an exchange whose form has the key to its cell, also after a move', async () => {
  for (const key of [`flk_eu2_${random}`, moved]) {
    const body = new URLSearchParams({ client_id: 'key_1', client_secret: key });
    const answer = await fetch(`http://127.0.0.1:${port}/oauth/token`, { method: 'POST', body });
    expect(await answer.text()).toBe('eu2');
  }
});
