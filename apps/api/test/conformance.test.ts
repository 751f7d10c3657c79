import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Scope } from '@florin/access';
import { FakeFlorin } from '@florin/sdk/testing';
import { conformanceCases, runCase } from '@florin/testing';
import { openBank, type TestBank } from './open-bank.ts';

let bank: TestBank;

beforeAll(async () => {
  bank = await openBank();
}, 240_000);

afterAll(async () => {
  await bank?.close();
}, 240_000);

describe('the real bank and the fake bank of the testing kit behave alike:', () => {
  test.each(conformanceCases.map((each) => [each.name, each] as const))('%s', async (_, each) => {
    const fake = new FakeFlorin();
    const { apiKey, baseUrl, fetch } = fake;
    const keyWith = (scopes: string[]) => fake.keyWith(scopes);
    const answersOfFake = await runCase(each, { apiKey, baseUrl, fetch, keyWith });
    const answersOfBank = await runCase(each, {
      apiKey: bank.apiKey,
      baseUrl: bank.apis[0]!.url,
      fetch: globalThis.fetch,
      keyWith: (scopes) => bank.keyWith(scopes as Scope[]),
    });
    expect(answersOfFake).toEqual(answersOfBank);
  });
});
