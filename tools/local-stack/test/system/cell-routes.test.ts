import { ensureDebianProgram, freePort, fromRoot, isListening } from '@florin/processes';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '@florin/testing';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { haproxyProgram } from '../../src/cluster/haproxy.ts';

const folder = mkdtempSync(join(tmpdir(), 'florin-cell-routes-'));
const random = 'ThisIsAnExampleOfAnApiKeyAndNoneOfAnyBank0032re7Y';
let port: number;
let haproxy: ChildProcess;

/** The section that the page shows, with this test's port and maps, and backends that answer with their names. */
beforeAll(async () => {
  ensureDebianProgram(haproxyProgram, () => undefined);
  port = await freePort();
  const page = readFileSync(fromRoot('docs', 'operations', 'cells.md'), 'utf8');
  const [, section = ''] = /^```haproxy\n([\s\S]*?)^```$/m.exec(page) ?? [];
  const config = section.replace(/bind .*/, `bind 127.0.0.1:${port}`).replaceAll('/etc/haproxy', folder);
  const backends = ['eu1', 'eu2'].map(
    (cell) =>
      `backend cell-${cell}\n  http-request return status 200 content-type text/plain string ${cell}\n`,
  );
  const defaults =
    'defaults\n  mode http\n  timeout connect 5s\n  timeout client 30s\n  timeout server 30s\n';
  writeFileSync(join(folder, 'haproxy.cfg'), [defaults, config, ...backends].join('\n'));
  writeFileSync(join(folder, 'cells.map'), 'eu1 cell-eu1\neu2 cell-eu2\n');
  haproxy = spawn('haproxy', ['-db', '-f', join(folder, 'haproxy.cfg')], { stdio: 'inherit' });
  await eventually(() => isListening(port));
});

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

test('HAProxy leads an exchange whose form has the key to its cell', async () => {
  const body = new URLSearchParams({ client_id: 'key_1', client_secret: `flk_eu2_${random}` });
  const answer = await fetch(`http://127.0.0.1:${port}/oauth/token`, { method: 'POST', body });
  expect(await answer.text()).toBe('eu2');
});
