import { TokenRefusal, type TokenRequest } from '@florin/access';

type ClientCredentials = { clientId: string; clientSecret: string };

/** Reads a request for an access token (RFC 6749, sections 2.3.1 and 4.4.2). Throws TokenRefusal. */
export function readTokenRequest(form: URLSearchParams, authorization: string): TokenRequest {
  const byHeader = credentialsFromHeader(authorization);
  const byForm = credentialsFromForm(form);
  if (byHeader && byForm.clientSecret !== undefined) {
    throw new TokenRefusal('invalid_request', 'Credentials came both by HTTP Basic and in the form.');
  }
  const grantType = fieldOf(form, 'grant_type');
  if (grantType === undefined) throw new TokenRefusal('invalid_request', 'The grant_type is missing.');
  if (grantType !== 'client_credentials') {
    throw new TokenRefusal('unsupported_grant_type', 'The only grant here is client_credentials.');
  }
  const { clientId, clientSecret } = byHeader ?? byForm;
  if (clientId === undefined || clientSecret === undefined) {
    throw new TokenRefusal('invalid_client', 'The credentials of the client are missing.');
  }
  if (byForm.clientId !== undefined && byForm.clientId !== clientId) {
    throw new TokenRefusal('invalid_request', 'The client_id in the form is not that of the header.');
  }
  return { clientId, clientSecret, scopes: scopesOf(form) };
}

function credentialsFromForm(form: URLSearchParams): Partial<ClientCredentials> {
  const [clientId, clientSecret] = [fieldOf(form, 'client_id'), fieldOf(form, 'client_secret')];
  return { ...(clientId !== undefined && { clientId }), ...(clientSecret !== undefined && { clientSecret }) };
}

/** The credentials of HTTP Basic, whose halves are form-encoded; undefined if the header is missing or of another scheme. */
function credentialsFromHeader(authorization: string): ClientCredentials | undefined {
  const encoded = /^Basic +([A-Za-z0-9+/]+={0,2}) *$/i.exec(authorization)?.[1];
  if (encoded === undefined) return undefined;
  const [id = '', ...rest] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  return { clientId: formDecoded(id), clientSecret: formDecoded(rest.join(':')) };
}

function formDecoded(text: string): string {
  return new URLSearchParams(`_=${text.replaceAll('&', '%26')}`).get('_') ?? '';
}

/** The value of a field. A field without a value counts as missing; a repeated field is refused. */
function fieldOf(form: URLSearchParams, name: string): string | undefined {
  const [value, ...more] = form.getAll(name);
  if (more.length > 0) throw new TokenRefusal('invalid_request', `The field ${name} occurs more than once.`);
  return value === '' ? undefined : value;
}

const scopePattern = /^[\x21\x23-\x5b\x5d-\x7e]{1,64}$/;

function scopesOf(form: URLSearchParams): string[] | undefined {
  const names = fieldOf(form, 'scope')?.split(' ');
  if (names?.every((name) => scopePattern.test(name)) === false) {
    throw new TokenRefusal('invalid_scope', 'The scope has to be names with one space between them.');
  }
  return names;
}
