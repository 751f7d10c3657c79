import { AccessRefusal } from './access-refusal.ts';
import { areWithin, networkFault } from './allowed-addresses.ts';
import type { ApiKey } from './api-key.ts';

/** When a new key ends, and from where it works. Null is never, and any address. */
export type KeyTerms = { expiresAt: Date | null; allowedAddresses: readonly string[] | null };

/** What a key may not go beyond: the maximum lifetime of the bank, and the key that makes it. */
export type TermLimits = {
  now: Date;
  /** Null for no maximum. */
  maxLifetimeMs: number | null;
  /** The key that makes the new one; null for an operator. */
  maker: Pick<ApiKey, 'expiresAt' | 'allowedAddresses'> | null;
};

/**
 * The terms of a new key: those that are wanted, or else the longest lifetime that is possible and the addresses of its
 * maker. Throws AccessRefusal `validation_failed` if the new key would outlive its maker or the maximum lifetime, has
 * expired already, or would work from where its maker does not.
 */
export function newKeyTerms(wanted: KeyTerms, limits: TermLimits): KeyTerms {
  return { expiresAt: newExpiry(wanted.expiresAt, limits), allowedAddresses: newAddresses(wanted, limits) };
}

function newExpiry(wanted: Date | null, { now, maxLifetimeMs, maker }: TermLimits): Date | null {
  if (wanted && wanted <= now) throw refused('must be in the future');
  const makersEnd = maker?.expiresAt ?? null;
  const lifetimeEnd = maxLifetimeMs === null ? null : new Date(now.getTime() + maxLifetimeMs);
  if (wanted && makersEnd && wanted > makersEnd) {
    throw refused(`must not be after ${makersEnd.toISOString()}, when the key that makes it ends`);
  }
  if (wanted && lifetimeEnd && wanted > lifetimeEnd) {
    throw refused(`must not be after ${lifetimeEnd.toISOString()}, the maximum lifetime of keys`);
  }
  const ends = [wanted, makersEnd, lifetimeEnd].flatMap((end) => end?.getTime() ?? []);
  return ends.length > 0 ? new Date(Math.min(...ends)) : null;
}

function newAddresses(
  { allowedAddresses: wanted }: KeyTerms,
  { maker }: TermLimits,
): readonly string[] | null {
  const makers = maker?.allowedAddresses ?? null;
  if (wanted === null) return makers;
  wanted.forEach((text, at) => {
    const pointer = `/allowed_addresses/${at}`;
    const fault = networkFault(text);
    if (fault !== undefined) throw new AccessRefusal('validation_failed', fault, pointer);
    if (makers && !areWithin([text], makers)) {
      const message = 'must be within the allowed addresses of the key that makes it';
      throw new AccessRefusal('validation_failed', message, pointer);
    }
  });
  return wanted;
}

const refused = (message: string) => new AccessRefusal('validation_failed', message, '/expires_at');
