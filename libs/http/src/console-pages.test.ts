import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openApiServer } from '../test/api-server.ts';

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'florin-console-'));
  mkdirSync(join(directory, 'assets'));
  writeFileSync(join(directory, 'index.html'), '<!doctype html><title>Florin</title>');
  writeFileSync(join(directory, 'assets/main-4f2a.js'), 'document.title = 1');
  writeFileSync(join(directory, 'assets/main-4f2a.js.gz'), gzipSync('document.title = 1'));
});

afterEach(() => rmSync(directory, { recursive: true }));

const open = async () => (await openApiServer({ consoleDirectory: directory })).app;

describe('the console', () => {
  test('is one page at every path without an extension, checked by its ETag', async () => {
    const app = await open();
    for (const url of ['/console', '/console/', '/console/accounts', '/console/accounts/acct_1?q=1']) {
      const { statusCode, headers, body } = await app.inject(url);
      expect([url, statusCode, headers['content-type'], headers['cache-control']]).toEqual([
        ...[url, 200, 'text/html; charset=utf-8', 'no-cache'],
      ]);
      expect(body).toContain('<title>Florin</title>');
    }
    const { headers } = await app.inject('/console');
    const again = await app.inject({
      url: '/console',
      headers: { 'if-none-match': String(headers['etag']) },
    });
    expect(again.statusCode).toBe(304);
  });

  test('is a link of the root page, and only of a server that has it', async () => {
    expect((await (await open()).inject('/')).json()).toHaveProperty('console');
    const { app } = await openApiServer({});
    expect((await app.inject('/')).json()).not.toHaveProperty('console');
  });

  test('allows no inline code, no other host and no frame', async () => {
    const { headers } = await (await open()).inject('/console');
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
    expect(policy).toContain("connect-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
  });

  test('lets assets be kept for ever, and sends them compressed', async () => {
    const app = await open();
    const url = '/console/assets/main-4f2a.js';
    const plain = await app.inject(url);
    expect(plain.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(plain.body).toBe('document.title = 1');
    const compressed = await app.inject({ url, headers: { 'accept-encoding': 'gzip' } });
    expect(compressed.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(compressed.rawPayload).toString()).toBe('document.title = 1');
  });

  test.each([
    '/console/assets/other.js',
    '/console/.built',
    '/console/assets/../../secret.txt',
    '/console/%2e%2e/secret.txt',
    '/console/..%2fsecret.txt',
  ])('has no file at %s', async (url) => {
    const { statusCode } = await (await open()).inject(url);
    expect(statusCode).toBe(404);
  });

  test('lists no folder', async () => {
    const { body } = await (await open()).inject('/console/assets/');
    expect(body).toContain('<title>Florin</title>');
  });

  test('answers other methods with 405', async () => {
    const { statusCode, headers } = await (await open()).inject({ url: '/console', method: 'POST' });
    expect([statusCode, headers['allow']]).toEqual([405, 'GET, HEAD']);
  });

  test('says in one line that it is not built', async () => {
    const { app } = await openApiServer({ consoleDirectory: join(directory, 'nothing') });
    const { statusCode, body } = await app.inject('/console/accounts');
    expect(statusCode).toBe(404);
    expect(body).toBe(
      'The console is not built: run "node apps/console/build/main.ts", then start the API again.\n',
    );
  });
});
