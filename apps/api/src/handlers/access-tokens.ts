import { TokenRefusal, type AccessTokens } from '@florin/access';
import type { Handlers, OperationAnswer } from '@florin/http';
import { readTokenRequest } from '../token-request.ts';

/** Shorter than the hour for which a new key is published before it signs, so that cached sets contain every key. */
const keysMaxAgeSeconds = 600;

export function accessTokenHandlers(
  tokens: AccessTokens,
): Pick<Handlers<'api'>, 'issueAccessToken' | 'getTokenKeys'> {
  return {
    async issueAccessToken({ body, headers }) {
      try {
        const issued = await tokens.issue(readTokenRequest(body, String(headers['authorization'] ?? '')));
        return {
          body: {
            access_token: issued.token,
            token_type: 'Bearer',
            expires_in: issued.expiresInSeconds,
            scope: issued.scopes.join(' '),
          },
        };
      } catch (error) {
        if (error instanceof TokenRefusal) return refused(error);
        throw error;
      }
    },

    async getTokenKeys() {
      const headers = { 'cache-control': `public, max-age=${keysMaxAgeSeconds}` };
      return { body: { keys: await tokens.publishedKeys() }, headers };
    },
  };
}

/** Formats a refusal as OAuth clients expect it (RFC 6749, section 5.2). */
function refused({ code, message }: TokenRefusal): OperationAnswer<'issueAccessToken'> {
  const body = { error: code, error_description: message };
  if (code !== 'invalid_client') return { status: 400, body };
  return { status: 401, body, headers: { 'www-authenticate': 'Basic realm="florin"' } };
}
