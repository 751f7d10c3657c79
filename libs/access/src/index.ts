export { AccessRefusal } from './access-refusal.ts';
export { accessEntities, apiKeyStatus, type ApiKey } from './api-key.ts';
export { createApiKey, getApiKey, listApiKeys, pageOfApiKeys, revokeApiKey } from './api-keys.ts';
export { cellSettings } from './cell.ts';
export { refusalOfOtherCell } from './other-cell.ts';
export {
  createAuthenticator,
  createCredentials,
  CredentialMoved,
  CredentialsUnavailable,
  type KeyUse,
  type Principal,
} from './authenticator.ts';
export { listKeyChanges } from './key-changes.ts';
export {
  issueApiKey,
  revokeTenantApiKey,
  rotateApiKey,
  type IssuedApiKey,
  type RevokedApiKey,
  type KeyRequest,
} from './tenant-keys.ts';
export { migrateAccess } from './migrate.ts';
export { isScope, scopes, type Scope } from './scopes.ts';
export {
  createAccessTokens,
  TokenRefusal,
  type AccessTokens,
  type TokenRequest,
} from './tokens/access-tokens.ts';
export { countKeysUnderOldSecrets, endSigningKeys } from './tokens/signing-key.ts';
