import { describe, expect, test } from '@jest/globals';
import { apiHandlers, createContext, openApiServer } from '../test/api-server.ts';
import { createHttpServer, type Handlers } from './index.ts';

describe('an HTTP server whose handlers and operations do not match', () => {
  test('does not start without a handler for each operation', async () => {
    const { debitAccount: _, getAccount: __, ...others } = apiHandlers();
    // @ts-expect-error a missing handler does not compile either
    const handlers: Handlers<'api'> = others;
    await expect(openApiServer({ handlers })).rejects.toThrow(
      'the api server does not match the contract: operation getAccount has no handler, operation debitAccount has no handler',
    );
  });

  test('does not start with a handler without an operation', async () => {
    const handlers = { ...apiHandlers(), printMoney: async () => ({ body: {} }) };
    await expect(openApiServer({ handlers })).rejects.toThrow('handler printMoney has no operation');
  });

  test("does not start with another app's handler", async () => {
    const handlers = {
      listFraudAlerts: async () => ({ body: { data: [], has_more: false, next_cursor: null } }),
    };
    const { context } = createContext();
    await expect(createHttpServer({ service: 'worker', context, handlers })).rejects.toThrow(
      'handler listFraudAlerts has no operation',
    );
  });

  test('does not start without the URLs of other apps, or without a key to sign its calls', async () => {
    await expect(openApiServer({ forward: { fraud: 'http://127.0.0.1:3001' } })).rejects.toThrow(
      'operation listNotifications is served by notifications, but its URL is not configured',
    );
    await expect(openApiServer({ signCall: undefined as never })).rejects.toThrow(
      'nothing signs the request',
    );
  });

  test('accepts no handler whose answer breaks the contract', () => {
    const handlers: Pick<Handlers<'api'>, 'getAccountBalance'> = {
      // @ts-expect-error the balance is missing
      getAccountBalance: async ({ params }) => ({ body: { account_id: params.id } }),
    };
    expect(handlers).toBeDefined();
  });
});

test('a worker’s server serves health and metrics and nothing else', async () => {
  const { context } = createContext();
  const app = await createHttpServer({ service: 'worker', context, handlers: {} });
  expect((await app.inject('/health/live')).json()).toEqual({ status: 'live' });
  expect((await app.inject('/health/ready')).statusCode).toBe(200);
  expect((await app.metricsServer.inject('/metrics')).body).toContain('florin_http_request_seconds');
  for (const path of ['/accounts', '/docs', '/openapi.json', '/fraud/alerts']) {
    expect((await app.inject(path)).statusCode).toBe(404);
  }
});
