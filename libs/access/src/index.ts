export { accessEntities, type ApiKey } from './api-key.ts';
export { createApiKey, listApiKeys, revokeApiKey, type NewApiKey } from './api-keys.ts';
export {
  createAuthenticator,
  CredentialsUnavailable,
  type AuthenticatorOptions,
  type Principal,
} from './authenticator.ts';
export { migrateAccess } from './migrate.ts';
export { isScope, scopes, type Scope } from './scopes.ts';
