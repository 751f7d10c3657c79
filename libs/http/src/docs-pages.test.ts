import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { builtDocs, openApiServer } from '../test/api-server.ts';
import { contract } from './generated/contract.ts';
import { eventsContract } from './generated/events.ts';

const browser = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' };
let app: Awaited<ReturnType<typeof openApiServer>>['app'];
beforeAll(async () => void ({ app } = await openApiServer()));
const headOf = async (url: string, headers = {}) => {
  const answer = await app.inject({ url, headers });
  return [answer.statusCode, answer.headers['content-type'], answer.headers['cache-control']];
};
const policyOf = async (url: string) =>
  String((await app.inject({ url, headers: browser })).headers['content-security-policy']);

describe('the contracts', () => {
  test('are served unchanged', async () => {
    for (const [path, document] of Object.entries({
      '/openapi.json': contract,
      '/asyncapi.json': eventsContract,
    })) {
      const answer = await app.inject(path);
      expect(answer.headers['content-type']).toBe('application/json');
      expect(answer.json()).toEqual(document);
    }
  });
});

describe('the documentation', () => {
  test.each(['/docs', '/docs/', '/docs/guides', '/docs/guides/money', '/docs/errors/not_found'])(
    'has a page at %s',
    async (url) => expect(await headOf(url)).toEqual([200, 'text/html; charset=utf-8', 'no-cache']),
  );

  test('is Markdown for programs, with a list of all pages', async () => {
    expect(await headOf('/docs/guides/money.md')).toEqual([200, 'text/markdown; charset=utf-8', 'no-cache']);
    for (const url of ['/docs/llms.txt', '/llms.txt']) {
      expect(await headOf(url)).toEqual([200, 'text/plain; charset=utf-8', 'no-cache']);
      expect((await app.inject(url)).body).toContain('# Florin');
    }
  });

  test('runs no inline code and loads nothing from other hosts', async () => {
    for (const url of ['/docs', '/docs/guides/money', '/docs/nothing']) {
      const policy = await policyOf(url);
      expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'; ");
      expect(policy).not.toMatch(/unsafe|https?:|\*/);
    }
  });

  test('allows inline styles in the reference alone, and no inline script', async () => {
    const policy = await policyOf('/docs/reference');
    expect(policy).toContain("script-src 'self'; style-src 'self' 'unsafe-inline'; ");
    expect(policy).not.toMatch(/https?:|\*|unsafe-eval/);
  });

  test('lets assets be kept for ever', async () => {
    const [, , cacheControl] = await headOf('/docs/assets/app-4f2a.js');
    expect(cacheControl).toBe('public, max-age=31536000, immutable');
  });

  test('has one address for each page', async () => {
    const answer = await app.inject('/docs/guides/');
    expect([answer.statusCode, answer.headers['location']]).toEqual([301, '/docs/guides']);
    expect((await app.inject('/docs/guides.html')).statusCode).toBe(404);
  });

  test.each([
    '/docs/else',
    '/docs/errors/toString',
    '/docs/errors/%3Cscript%3E',
    '/docs/guides//',
    '/docs/..%2fpackage.json',
  ])('has nothing at %s: a page for browsers, and a problem for others', async (url) => {
    expect((await headOf(url)).slice(0, 2)).toEqual([404, 'application/problem+json']);
    expect((await headOf(url, browser)).slice(0, 2)).toEqual([404, 'text/html; charset=utf-8']);
  });

  test('is what a browser gets at the root', async () => {
    const { statusCode, headers } = await app.inject({ url: '/', headers: browser });
    expect([statusCode, headers['location'], headers['vary']]).toEqual([303, '/docs', 'Accept']);
  });

  test('says in one line that it is not built', async () => {
    const { app: without } = await openApiServer({ docsDirectory: join(builtDocs, 'nothing') });
    const { statusCode, body } = await without.inject('/docs/guides');
    expect(statusCode).toBe(404);
    expect(body).toBe(
      'The documentation is not built: run "node apps/docs/build/main.ts", then start the API again.\n',
    );
  });
});
