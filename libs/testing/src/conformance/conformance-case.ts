import type { Florin, FlorinOptions } from '@florin/sdk';

/** What a case finds out about a bank with, whichever it is. */
export type BankUnderTest = {
  /** A client with all scopes. */
  florin(options?: Partial<FlorinOptions>): Florin;
  /** The key of a client that may do no more than this. */
  keyWith(scopes: string[]): Promise<string> | string;
  /** A request as nobody's client sends it. */
  send(
    method: string,
    path: string,
    options?: { body?: unknown; headers?: Record<string, string> },
  ): Promise<Response>;
};

/** One thing that every bank does alike, the fake one too. A case uses its own accounts only. */
export type ConformanceCase = { name: string; run(bank: BankUnderTest): Promise<void> };

/** The code that a call is refused with; throws when it is not refused. */
export async function refusal(call: PromiseLike<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    return (error as { code: string }).code;
  }
  throw new Error('It was not refused.');
}

export function same(actual: unknown, expected: unknown): void {
  const [is, wanted] = [actual, expected].map((value) => JSON.stringify(value));
  if (is !== wanted) throw new Error(`It is ${is}, not ${wanted}.`);
}
