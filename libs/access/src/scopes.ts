/** What a credential may be allowed to do; each operation of the contract names the one it needs. */
export const scopes = [
  'accounts:read',
  'accounts:write',
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
] as const;

export type Scope = (typeof scopes)[number];

export function isScope(value: string): value is Scope {
  return (scopes as readonly string[]).includes(value);
}
