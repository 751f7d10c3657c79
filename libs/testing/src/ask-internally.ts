import { internalToken } from './app.ts';

export type InternalAnswer = { status: number; text: string; headers: Headers };

/** Asks an app as the API's door would when it passes a request of this tenant on, with these scopes. */
export async function askInternally(
  url: string,
  caller: { tenantId: string; scopes: string[] },
): Promise<InternalAnswer> {
  const answer = await fetch(url, {
    headers: {
      authorization: `Bearer ${internalToken}`,
      'x-florin-tenant': caller.tenantId,
      'x-florin-scopes': caller.scopes.join(' '),
    },
    signal: AbortSignal.timeout(10_000),
  });
  return { status: answer.status, text: await answer.text(), headers: answer.headers };
}
