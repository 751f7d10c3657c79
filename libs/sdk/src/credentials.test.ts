import { afterEach, describe, expect, jest, test } from '@jest/globals';
import * as unruly from '../test/faulty-server.ts';
import { AuthenticationError, ConnectionError, InvalidRequestError } from './errors.ts';
import { Florin } from './florin.ts';
import type { FlorinOptions } from './options.ts';

const client = { clientId: 'key_1', clientSecret: 'flk_secret' };
const token = (name: string, expires_in = 600) =>
  unruly.answer(200, { access_token: name, token_type: 'Bearer', expires_in, scope: 'accounts:read' });
const account = unruly.answer(200, { id: 'acct_1' });
const page = unruly.answer(200, { data: [], has_more: false, next_cursor: null });
const refused = unruly.problem(401, 'unauthenticated');

afterEach(() => void jest.restoreAllMocks());

async function withServer(
  behaviours: unruly.Behaviour[],
  work: (open: (more?: Partial<FlorinOptions>) => Florin, server: unruly.UnrulyServer) => Promise<void>,
): Promise<void> {
  await using server = await unruly.startUnrulyServer(...behaviours);
  await work((more = {}) => new Florin({ ...client, baseUrl: server.url, maxRetries: 0, ...more }), server);
}

const shown = ({ requests }: unruly.UnrulyServer) =>
  requests.map(({ url, headers }) => `${url} ${headers.authorization}`);

describe('a client with an id and a secret', () => {
  test('gets a token with a standard OAuth request, and sends its secret in no other request', () =>
    withServer([token('t1'), account, page], async (open, server) => {
      const florin = open({ scope: 'accounts:read accounts:write' });
      await florin.accounts.create();
      await florin.accounts.list();
      const basic = `Basic ${btoa('key_1:flk_secret')}`;
      expect(shown(server)).toEqual([`/oauth/token ${basic}`, '/accounts Bearer t1', '/accounts Bearer t1']);
      expect(server.requests[0]).toMatchObject({
        method: 'POST',
        body: 'grant_type=client_credentials&scope=accounts%3Aread+accounts%3Awrite',
        headers: { 'content-type': expect.stringContaining('application/x-www-form-urlencoded') },
      });
    }));

  test('requests one token for many calls that begin together', () =>
    withServer([token('t1'), page], async (open, server) => {
      const florin = open();
      await Promise.all(Array.from({ length: 20 }, () => florin.accounts.list()));
      expect(server.requests.filter(({ url }) => url === '/oauth/token')).toHaveLength(1);
    }));

  test('renews a token before it expires', () =>
    withServer([token('t1', 100), page, page, token('t2', 100), page], async (open, server) => {
      const florin = open();
      const clock = jest.spyOn(Date, 'now').mockReturnValue(1_000_000);
      for (const nowMs of [1_000_000, 1_079_000, 1_081_000]) {
        clock.mockReturnValue(nowMs);
        await florin.accounts.list();
      }
      expect(shown(server).filter((line) => line.startsWith('/accounts'))).toEqual([
        '/accounts Bearer t1',
        '/accounts Bearer t1',
        '/accounts Bearer t2',
      ]);
    }));

  test('renews a refused token once, and repeats the call under the same idempotency key', () =>
    withServer(
      [token('t1'), refused, token('t2'), account, refused, token('t3'), refused],
      async (open, server) => {
        const florin = open();
        const { attempts } = await florin.accounts.create().withResponse();
        expect(attempts).toBe(1);
        const [, first, , second] = server.requests;
        expect(second!.headers['idempotency-key']).toBe(first!.headers['idempotency-key']);
        expect(second!.headers['authorization']).toBe('Bearer t2');
        await expect(florin.accounts.create()).rejects.toBeInstanceOf(AuthenticationError);
        expect(server.requests).toHaveLength(7);
      },
    ));

  test.each([
    [
      'an unknown secret',
      unruly.answer(401, { error: 'invalid_client', error_description: 'Not you.' }),
      AuthenticationError,
      'invalid_client',
    ],
    [
      'a scope that the key lacks',
      unruly.answer(400, { error: 'invalid_scope', error_description: 'No.' }),
      InvalidRequestError,
      'invalid_scope',
    ],
    ['a broken connection', unruly.resetConnection, ConnectionError, 'connection_failed'],
  ])('throws an error for %s, which says that no money moved', (_what, behaviour, kind, code) =>
    withServer([behaviour], async (open) => {
      const posting = open().transactions.debit(
        { account_id: 'acct_1', amount: 5 },
        { idempotencyKey: 'k-1' },
      );
      const error = await posting.catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(kind);
      expect(error).toMatchObject({ code, idempotencyKey: 'k-1', outcomeUnknown: false });
    }),
  );

  test('throws an error with an unknown outcome when an attempt was sent and there is no token for the next', () =>
    withServer(
      [
        token('t1', 0.001),
        unruly.resetConnection,
        unruly.answer(401, { error: 'invalid_client', error_description: 'Gone.' }),
      ],
      async (open) => {
        const florin = open({ maxRetries: 1, retryDelayMs: () => 5 });
        const posting = florin.transactions.debit({ account_id: 'acct_1', amount: 5 });
        await expect(posting).rejects.toMatchObject({ code: 'invalid_client', outcomeUnknown: true });
      },
    ));

  test('aborts one call that waits for a token, and the other calls still get the token', () =>
    withServer([(response) => setTimeout(() => token('t1')(response), 100), page], async (open) => {
      const florin = open();
      const stopping = new AbortController();
      const [given, kept] = [florin.accounts.list({}, { signal: stopping.signal }), florin.accounts.list()];
      const page = Promise.resolve(given);
      stopping.abort(new Error('no more'));
      await expect(page).rejects.toThrow('no more');
      expect((await kept).data).toEqual([]);
    }));
});

test('a client calls accessToken before each request, and again with the token that was refused', () =>
  withServer([page, refused, page], async (_open, server) => {
    const requested: (string | undefined)[] = [];
    const accessToken = (old?: string) => `t${requested.push(old)}`;
    const florin = new Florin({ accessToken, baseUrl: server.url, maxRetries: 0 });
    await florin.accounts.list();
    await florin.accounts.list();
    expect(requested).toEqual([undefined, undefined, 't2']);
    expect(shown(server)).toEqual(['/accounts Bearer t1', '/accounts Bearer t2', '/accounts Bearer t3']);
  }));

test('a client needs exactly one kind of credentials', () => {
  const baseUrl = 'http://127.0.0.1:3000';
  expect(() => new Florin({ baseUrl } as FlorinOptions)).toThrow('apiKey');
  expect(() => new Florin({ clientId: 'key_1', baseUrl } as FlorinOptions)).toThrow('clientSecret');
  expect(() => new Florin({ ...client, apiKey: 'flk_x', baseUrl })).toThrow('accessToken');
});
