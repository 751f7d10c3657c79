import { scopes } from '@florin/access';
import { Florin } from '@florin/sdk';
import type { StartedApp } from '@florin/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ask } from './ask.ts';
import { openBank, type TestBank } from './open-bank.ts';

let one: TestBank;
let two: TestBank;

beforeAll(async () => {
  [one, two] = await Promise.all([openBank({ env: { CELL: 'eu1' } }), openBank({ env: { CELL: 'eu2' } })]);
});

afterAll(async () => {
  await Promise.all([one?.close(), two?.close()]);
});

const apiOf = ({ apis: [api] }: TestBank): StartedApp => {
  if (!api) throw new Error('the bank has no API');
  return api;
};

/** A key of the cell's first tenant, made through the API. */
async function makeKey(): Promise<{ id: string; secret: string }> {
  const { id, secret, prefix } = await one.florin().apiKeys.create({ name: 'till', scopes: [...scopes] });
  expect(secret).toMatch(/^flk_eu1_[0-9A-Za-z]{49}$/);
  expect(prefix).toBe(String(secret).slice(0, 12));
  return { id, secret: String(secret) };
}

const refusal = 'This key or token is for the cell eu1; it was sent to the cell eu2.';

describe('a key that a cell made', () => {
  test('names the cell, works there, and is refused by another cell with the name of its own', async () => {
    const { secret } = await makeKey();
    await one.florin(0, { apiKey: secret }).accounts.list();
    expect(await ask(`${apiOf(two).url}/accounts`, { apiKey: secret })).toMatchObject({
      status: 401,
      json: { code: 'unauthenticated', detail: refusal },
    });
  });

  test('is exchanged for tokens that name the cell too', async () => {
    const { id, secret } = await makeKey();
    const exchange = ({ url }: StartedApp) =>
      ask(`${url}/oauth/token`, {
        body: new URLSearchParams({
          ...{ grant_type: 'client_credentials', client_id: id, client_secret: secret },
        }).toString(),
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      });
    expect(await exchange(apiOf(two))).toMatchObject({
      status: 401,
      json: { error: 'invalid_client', error_description: refusal },
    });
    const { json } = await exchange(apiOf(one));
    const token = String(json['access_token']);
    const [, claims = ''] = token.split('.');
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({ cell: 'eu1' });
    await new Florin({ accessToken: () => token, baseUrl: apiOf(one).url }).accounts.list();
    expect(await ask(`${apiOf(two).url}/accounts`, { apiKey: token })).toMatchObject({
      status: 401,
      json: { code: 'unauthenticated', detail: refusal },
    });
  });

  test('names it after a rotation, while a key that names none works on', async () => {
    // The operators' key of the test has no cell in its text, as keys from before the cells.
    expect(one.apiKey).toMatch(/^flk_[0-9A-Za-z]{49}$/);
    const { id } = await one.florin().apiKeys.current();
    const { secret } = await one.florin().apiKeys.rotate(id, { overlap_seconds: 3_600 });
    expect(secret).toMatch(/^flk_eu1_/);
    await one.florin().accounts.list();
    expect(await ask(`${apiOf(two).url}/accounts`, { apiKey: one.apiKey })).toMatchObject({
      status: 401,
      json: { detail: 'This key or token does not work: it is unknown, expired or revoked.' },
    });
  });
});
