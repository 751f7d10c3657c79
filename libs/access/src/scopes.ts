/** The permissions of a credential. Each operation of the contract names the scope it needs. */
export const scopes = [
  'accounts:read',
  'accounts:write',
  'accounts:freeze',
  'accounts:limits',
  'transactions:read',
  'transactions:write',
  'notifications:read',
  'notifications:write',
  'webhooks:read',
  'webhooks:write',
  'fraud:read',
  'fraud:write',
  'analytics:read',
  'keys:read',
  'keys:write',
  'audit:read',
] as const;

export type Scope = (typeof scopes)[number];

export function isScope(value: string): value is Scope {
  return scopes.some((scope) => scope === value);
}
