import { describe, expect, test } from '@jest/globals';
import { readTokenRequest } from './token-request.ts';

const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;
const read = (form: string, authorization = '') => readTokenRequest(new URLSearchParams(form), authorization);
const grant = 'grant_type=client_credentials';

describe('a request for an access token', () => {
  test.each([
    ['in the form', `${grant}&client_id=key_1&client_secret=flk_1`, ''],
    ['by HTTP Basic', grant, basic('key_1:flk_1')],
    ['by HTTP Basic, each half form-encoded', grant, basic('key%5F1:flk_%31')],
    ['by HTTP Basic, and the id in the form too', `${grant}&client_id=key_1`, basic('key_1:flk_1')],
    [
      'with fields of extensions, and one without a value',
      `${grant}&resource=x&scope=`,
      basic('key_1:flk_1'),
    ],
  ])('may have its credentials %s', (_how, form, authorization) => {
    expect(read(form, authorization)).toEqual({
      clientId: 'key_1',
      clientSecret: 'flk_1',
      scopes: undefined,
    });
  });

  test('names its scopes with spaces between them', () => {
    const { scopes } = read(`${grant}&scope=accounts:read+fraud:read`, basic('key_1:flk_1'));
    expect(scopes).toEqual(['accounts:read', 'fraud:read']);
  });

  test.each([
    ['no grant', 'client_id=key_1&client_secret=flk_1', '', 'invalid_request'],
    ['another grant', 'grant_type=password', basic('key_1:flk_1'), 'unsupported_grant_type'],
    ['a field twice', `${grant}&${grant}`, basic('key_1:flk_1'), 'invalid_request'],
    ['credentials in two ways', `${grant}&client_secret=flk_1`, basic('key_1:flk_1'), 'invalid_request'],
    ['two ids', `${grant}&client_id=key_2`, basic('key_1:flk_1'), 'invalid_request'],
    ['no credentials', grant, '', 'invalid_client'],
    ['an id without a secret', `${grant}&client_id=key_1`, '', 'invalid_client'],
    ['credentials of another scheme', grant, 'Bearer flk_1', 'invalid_client'],
    ['a scope with a quote in it', `${grant}&scope=%22`, basic('key_1:flk_1'), 'invalid_scope'],
    ['two spaces between scopes', `${grant}&scope=a++b`, basic('key_1:flk_1'), 'invalid_scope'],
  ])('with %s is refused', (_what, form, authorization, code) => {
    expect(() => read(form, authorization)).toThrow(expect.objectContaining({ code }));
  });
});
