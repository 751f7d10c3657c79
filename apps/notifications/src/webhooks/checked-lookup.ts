import { Resolver } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import { addressFault, type TargetPolicy } from './target-policy.ts';

/** Resolves a host to all its addresses, IPv4 and IPv6, at least one; throws when there are none. */
export type ResolveHost = (hostname: string) => Promise<string[]>;

/** The policy forbids the address of a webhook's host. The message is for the tenant that registered the endpoint. */
export class ForbiddenTarget extends Error {
  override readonly name = 'ForbiddenTarget';
}

const queryTimeoutMs = 2_000;

/**
 * Creates a resolver that queries DNS directly. getaddrinfo runs on four threads for the whole process, which a few
 * hosts with broken name servers could block. `nameServers` are `address:port`; the default is those of this machine.
 */
export function createResolver(nameServers?: readonly string[]): ResolveHost {
  const resolver = new Resolver({ timeout: queryTimeoutMs, tries: 2 });
  if (nameServers) resolver.setServers(nameServers);
  return async (hostname) => {
    const name = hostname.replace(/\.$/, '');
    // RFC 6761: localhost is never looked up in DNS.
    if (name === 'localhost' || name.endsWith('.localhost')) return ['127.0.0.1', '::1'];
    const answers = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)]);
    const addresses = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
    if (addresses.length > 0) return addresses;
    // For a name with a CNAME and no address both queries succeed with empty answers, so neither was rejected.
    throw answers.find((answer) => answer.status === 'rejected')?.reason ?? noAddress();
  };
}

/** An error with the code that DNS reports for a name without such records. */
const noAddress = () => Object.assign(new Error('the host has no address'), { code: 'ENODATA' });

/** The addresses of a host, at least one. Throws ForbiddenTarget if the policy forbids any: the caller cannot choose one. */
export async function resolveChecked(
  hostname: string,
  policy: TargetPolicy,
  resolve: ResolveHost,
): Promise<string[]> {
  const addresses = await resolve(hostname);
  for (const address of addresses) {
    const fault = addressFault(address, policy);
    if (fault !== undefined) throw new ForbiddenTarget(fault);
  }
  if (addresses.length === 0) throw noAddress();
  return addresses;
}

/**
 * The lookup function of a connection. The connection uses exactly the addresses that were checked; a second lookup would
 * let a name server answer differently after the check (DNS rebinding). Node does not call it for a host that is an
 * address; `urlFault` checks those. It must pass an error or an address to `node:net`, which otherwise throws outside of
 * any try block.
 */
export function createCheckedLookup(policy: TargetPolicy, resolve: ResolveHost): LookupFunction {
  return (hostname, options, callback) => {
    resolveChecked(hostname, policy, resolve).then(
      (addresses) => {
        const found = addresses.map((address) => ({ address, family: isIP(address) }));
        if (options.all) callback(null, found);
        else callback(null, addresses[0] ?? '', isIP(addresses[0] ?? ''));
      },
      (error: Error | undefined) => callback(error ?? noAddress(), []),
    );
  };
}
