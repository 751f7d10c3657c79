import { FlorinError } from '@florin/sdk';

/** The one-time code of the link that `npm start` prints. A fragment is sent to no server and stands in no log. */
export const codeIn = (hash: string): string | undefined => /^code=([\w-]{20,100})$/.exec(hash)?.[1];

/** Exchanges the code for the API key. Throws a FlorinError in the API's words when it is used up or too old. */
export async function redeemCode(apiUrl: string, code: string): Promise<string> {
  const answer = await fetch(`${apiUrl}/console/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code }),
  });
  const body: unknown = await answer.json();
  const key = fieldOf(body, 'api_key');
  if (answer.ok && key !== undefined) return key;
  throw new FlorinError(fieldOf(body, 'detail') ?? 'The code was not exchanged.', {
    code: fieldOf(body, 'code') ?? 'unauthenticated',
    status: answer.status,
  });
}

function fieldOf(body: unknown, name: string): string | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  const value: unknown = Reflect.get(body, name);
  return typeof value === 'string' ? value : undefined;
}
