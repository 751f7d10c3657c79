import { beforeAll, describe, expect, test } from '@jest/globals';
import { openApiServer } from '../../test/api-server.ts';
import { contract } from '../generated/contract.ts';
import { eventsContract } from '../generated/events.ts';
import { guides } from '../generated/guides.ts';
import { problemCodes } from '../index.ts';

type EventsContract = {
  channels: Record<string, { address: string }>;
  components: { schemas: Record<string, { properties?: object }> };
};

let app: Awaited<ReturnType<typeof openApiServer>>['app'];
beforeAll(async () => void ({ app } = await openApiServer()));

describe('the docs', () => {
  test('contain the contract unchanged', async () => {
    const answer = await app.inject('/openapi.json');
    expect(answer.headers['content-type']).toBe('application/json');
    expect(answer.json()).toEqual(contract);
  });

  test('load nothing from other hosts', async () => {
    for (const path of ['/docs', '/docs/']) {
      const { statusCode, headers, body } = await app.inject(path);
      expect(statusCode).toBe(200);
      expect(headers['content-type']).toBe('text/html; charset=utf-8');
      expect(headers['content-security-policy']).toContain("default-src 'none'; script-src 'self' 'sha256-");
      expect(headers['content-security-policy']).not.toMatch(
        /https?:|unsafe-eval|script-src[^;]*unsafe-inline/,
      );
      expect(body).not.toMatch(/https?:\/\//);
    }
  });

  test('serve their own script', async () => {
    const answer = await app.inject('/docs/scalar.js');
    expect(answer.headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'content-encoding': 'gzip',
    });
    expect(answer.rawPayload.length).toBeGreaterThan(100_000);
  });

  test('have a page for the type of every problem', async () => {
    const index = (await app.inject('/docs/errors')).body;
    for (const [code, { title }] of Object.entries(problemCodes)) {
      const { statusCode, headers, body } = await app.inject(`/docs/errors/${code}`);
      expect(statusCode).toBe(200);
      expect(headers['content-security-policy']).toContain("default-src 'none'");
      expect(body).toContain(title);
      expect(index).toContain(`href="/docs/errors/${code}"`);
    }
  });

  test('describe every topic and every event of the Kafka contract', async () => {
    const document = (await app.inject('/asyncapi.json')).json<typeof eventsContract>();
    expect(document).toEqual(eventsContract);
    const { channels, components } = document as EventsContract;
    const index = (await app.inject('/docs/events')).body;
    for (const { address } of Object.values(channels)) expect(index).toContain(`<code>${address}</code>`);
    for (const [name, { properties = {} }] of Object.entries(components.schemas)) {
      expect(index).toContain(`href="/docs/events/${name}"`);
      const { statusCode, headers, body } = await app.inject(`/docs/events/${name}`);
      expect(statusCode).toBe(200);
      expect(headers['content-security-policy']).toContain("default-src 'none'");
      for (const field of Object.keys(properties)) expect(body).toContain(`<code>${field}</code>`);
    }
  });

  test('contain every guide with a link to the next', async () => {
    const list = (await app.inject('/docs/guides')).body;
    for (const { name, title } of guides.filter((guide) => guide.name !== '')) {
      expect(list).toContain(`href="/docs/guides/${name}"`);
      const { statusCode, headers, body } = await app.inject(`/docs/guides/${name}`);
      expect(statusCode).toBe(200);
      expect(headers['content-security-policy']).toContain("default-src 'none'");
      expect(body).toContain(`<title>${title} · Florin</title>`);
      expect(body).not.toMatch(/<script|not run:/);
    }
  });

  test('have no broken links', async () => {
    const seen = new Set<string>();
    const waiting = ['/docs'];
    while (waiting.length > 0) {
      const path = waiting.pop()!;
      if (seen.has(path)) continue;
      seen.add(path);
      const { statusCode, headers, body } = await app.inject(path);
      expect({ path, statusCode }).toEqual({ path, statusCode: 200 });
      if (!String(headers['content-type']).startsWith('text/html')) continue;
      for (const [, link] of body.matchAll(/href="(\/[^"#]*)/g)) waiting.push(link!);
      for (const [, anchor] of body.matchAll(/href="#([^"]*)/g)) expect(body).toContain(`id="${anchor}"`);
    }
    // Guides, errors and events are linked from the front page.
    expect(seen.size).toBeGreaterThan(guides.length + Object.keys(problemCodes).length);
  });

  test('have no page for unknown names', async () => {
    for (const path of [
      '/docs/errors/nothing',
      '/docs/errors/toString',
      '/docs/errors/%3Cscript%3E',
      '/docs/else',
      '/docs/events/toString',
      '/docs/events/%3Cscript%3E',
      '/docs/guides/',
      '/docs/guides/toString',
    ]) {
      const answer = await app.inject(path);
      expect(answer.statusCode).toBe(404);
      expect(answer.headers['content-type']).toBe('application/problem+json');
    }
  });
});
