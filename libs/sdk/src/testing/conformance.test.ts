import { describe, expect, test } from '@jest/globals';
import { conformanceCases, runCase } from '@florin/testing';
import { FakeFlorin } from './index.ts';

// The same cases run against the real bank in apps/api/test/conformance.test.ts, and the answers are compared.
describe('in the fake bank, as the contract has it,', () => {
  test.each(conformanceCases.map((each) => [each.name, each] as const))('%s', async (_, each) => {
    const fake = new FakeFlorin();
    const { apiKey, baseUrl, fetch } = fake;
    const told = await runCase(each, { apiKey, baseUrl, fetch, keyWith: (scopes) => fake.keyWith(scopes) });
    expect(told.length).toBeGreaterThan(3);
  });
});
