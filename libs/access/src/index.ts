export { AccessRefusal, type AccessRefusalCode } from './access-refusal.ts';
export { accessEntities, apiKeyStatus, type ApiKey } from './api-key.ts';
export {
  createApiKey,
  getApiKey,
  listApiKeys,
  pageOfApiKeys,
  revokeApiKey,
  type NewApiKey,
} from './api-keys.ts';
export {
  createAuthenticator,
  createCredentials,
  CredentialsUnavailable,
  type AuthenticatorOptions,
  type Credentials,
  type Principal,
} from './authenticator.ts';
export { listKeyChanges, type KeyChange } from './key-changes.ts';
export {
  issueApiKey,
  revokeApiKeyOf,
  rotateApiKey,
  type IssuedApiKey,
  type KeyOperation,
  type KeyRequest,
  type TakeKey,
} from './keys-by-tenants.ts';
export { migrateAccess } from './migrate.ts';
export { isScope, scopes, type Scope } from './scopes.ts';
export {
  createAccessTokens,
  TokenRefusal,
  type AccessTokenOptions,
  type AccessTokens,
  type IssuedToken,
  type TokenRequest,
} from './tokens/access-tokens.ts';
export { endSigningKeys, type TokenKey } from './tokens/signing-key.ts';
