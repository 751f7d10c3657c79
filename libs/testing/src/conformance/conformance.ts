import { Florin } from '@florin/sdk';
import { accountCases } from './account-cases.ts';
import type { BankUnderTest, ConformanceCase } from './conformance-case.ts';
import { historyCases } from './history-cases.ts';
import { movementCases } from './movement-cases.ts';
import { statusCases } from './status-cases.ts';
import { createTranscript, type Exchange } from './transcript.ts';

/** What every bank does alike: the real one, and the fake one of the SDK's testing kit. */
export const conformanceCases: readonly ConformanceCase[] = [
  ...movementCases,
  ...accountCases,
  ...historyCases,
  ...statusCases,
];

/** Where a bank answers, and who may ask. */
export type BankAddress = {
  baseUrl: string;
  apiKey: string;
  fetch: typeof globalThis.fetch;
  keyWith: BankUnderTest['keyWith'];
};

/**
 * Runs a case against a bank and returns the answers in a form that is the same for two banks that did the same. Throws when the case does not hold, or an answer is not what the contract promises.
 */
export async function runCase(
  { run }: ConformanceCase,
  { baseUrl, apiKey, fetch, keyWith }: BankAddress,
): Promise<Exchange[]> {
  const transcript = createTranscript(fetch);
  await run({
    florin: (options = {}) => new Florin({ baseUrl, apiKey, fetch: transcript.fetch, ...options }),
    keyWith,
    send(method, path, { body, headers = {} } = {}) {
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      const authorization = `Bearer ${apiKey}`;
      const contentType = text === undefined ? {} : { 'content-type': 'application/json' };
      const all = { authorization, ...contentType, ...headers };
      return transcript.fetch(`${baseUrl}${path}`, { method, headers: all, ...(text && { body: text }) });
    },
  });
  return transcript.exchanges;
}
