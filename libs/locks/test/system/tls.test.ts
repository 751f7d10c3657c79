import { createAuthority, eventually, startTlsRedis, type PrivateRedis } from '@florin/testing';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { createAccountLocks, createSharedCounts, redisOf, type AccountLocks } from '../../src/index.ts';

const authority = createAuthority();
const another = createAuthority();
let here: PrivateRedis;
let elsewhere: PrivateRedis;
let opened: AccountLocks | undefined;

beforeAll(async () => {
  here = await startTlsRedis(authority, ['IP:127.0.0.1']);
  elsewhere = await startTlsRedis(authority, ['DNS:localhost', 'DNS:redis.internal']);
});
afterAll(async () => {
  await here?.stop();
  await elsewhere?.stop();
});
afterEach(() => opened?.close());

function openLocks(url: string, ca?: string): AccountLocks {
  opened = createAccountLocks({
    urls: [url],
    tls: redisOf(ca === undefined ? {} : { REDIS_TLS_CA: ca }).tls,
    answerLimitMs: 1_000,
  });
  return opened;
}

describe('Redis behind TLS', () => {
  test('locks accounts for a user with a password', async () => {
    const locks = openLocks(here.url, authority.ca);
    await locks.ready();
    expect(locks.status()).toMatchObject({ reachable: 1, degraded: false });
    const held = await locks.acquire(['acct_1']);
    expect(held).toMatchObject({ held: ['acct_1'], degraded: false });
    expect(await locks.acquire(['acct_1'])).toMatchObject({ held: [], busy: ['acct_1'] });
    await held.release();
  });

  test('lets processes share their counts', async () => {
    const options = { ...redisOf({ REDIS_URLS: [here.url], REDIS_TLS_CA: authority.ca }), everyMs: 50 };
    const shared = createSharedCounts(options);
    await eventually(() => {
      shared.counts.add('key_1', 60_000);
      return shared.shared;
    });
    shared.close();
  });

  const wrongPassword = () => here.url.replace('hunter2', 'hunter3');
  test.each<[string, () => string, () => string | undefined, RegExp]>([
    [
      'with a certificate of another authority',
      () => here.url,
      () => another.ca,
      /self-signed certificate in certificate chain/,
    ],
    [
      'whose authority is not given',
      () => here.url,
      () => undefined,
      /self-signed certificate in certificate chain/,
    ],
    [
      'with a certificate for another host',
      () => elsewhere.url,
      () => authority.ca,
      /IP: 127\.0\.0\.1 is not in/,
    ],
    ['with another password', wrongPassword, () => authority.ca, /WRONGPASS/],
    ['in plain text', () => here.url.replace('rediss:', 'redis:'), () => undefined, /write rediss:\/\//],
  ])('%s is refused in one line that names the node', async (_what, url, ca, reason) => {
    const failed = await openLocks(url(), ca())
      .ready()
      .catch((error: Error) => error);
    const { message } = failed as Error;
    expect(message).toMatch(reason);
    expect(message).toMatch(
      /^Redis at 127\.0\.0\.1:\d+ cannot be used \([^\n]+\): see REDIS_URLS and REDIS_TLS_CA$/,
    );
    expect(message).not.toContain('hunter');
    // Locks that are not taken are never an error: PostgreSQL decides.
    expect(await opened?.acquire(['acct_1'])).toMatchObject({ degraded: true });
  });

  test('that is away is waited for, whatever the settings', async () => {
    await openLocks('rediss://florin:hunter2@127.0.0.1:1', authority.ca).ready();
    await opened?.close();
    await openLocks('redis://127.0.0.1:1').ready();
  });

  test('whose certificate file is missing is refused with the name of the setting', () => {
    expect(() => openLocks(here.url, '/nowhere/ca.pem')).toThrow(
      "REDIS_TLS_CA cannot be read: ENOENT: no such file or directory, open '/nowhere/ca.pem'",
    );
  });
});
