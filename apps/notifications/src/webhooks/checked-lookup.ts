import { Resolver } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import { addressFault, type TargetPolicy } from './target-policy.ts';

/** All addresses of a host, IPv4 and IPv6, one at least; throws when there are none. */
export type ResolveHost = (hostname: string) => Promise<string[]>;

/** A webhook's host leads somewhere it must not. The message is for whoever registered it. */
export class ForbiddenTarget extends Error {
  override readonly name = 'ForbiddenTarget';
}

const queryTimeoutMs = 2_000;

/**
 * Asks DNS itself. Not getaddrinfo: that has four threads for the whole process, which a few hosts with broken name
 * servers could occupy for everybody. `nameServers` are `address:port`; by default those of this machine.
 */
export function createResolver(nameServers?: readonly string[]): ResolveHost {
  const resolver = new Resolver({ timeout: queryTimeoutMs, tries: 2 });
  if (nameServers) resolver.setServers(nameServers);
  return async (hostname) => {
    const name = hostname.replace(/\.$/, '');
    // RFC 6761: never a question for DNS.
    if (name === 'localhost' || name.endsWith('.localhost')) return ['127.0.0.1', '::1'];
    const answers = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)]);
    const addresses = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
    if (addresses.length > 0) return addresses;
    // A name with a CNAME and no address is found, and what is found is empty: no answer was rejected then.
    throw answers.find((answer) => answer.status === 'rejected')?.reason ?? noAddress();
  };
}

/** With the code that DNS itself gives for a name without such records. */
const noAddress = () => Object.assign(new Error('the host has no address'), { code: 'ENODATA' });

/**
 * The addresses of a host, one at least. Throws ForbiddenTarget unless every one may be sent to: a caller cannot choose
 * among them.
 */
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
 * How a connection finds its address: looked up once, checked, and used. Nobody asks a second time, so a name
 * server that answers differently the second time (DNS rebinding) gains nothing. Node does not call it for a host
 * that is an address already: `urlFault` has looked at those. `node:net` must get an error or an address: on anything
 * else it throws, where nobody can catch it.
 */
export function createCheckedLookup(policy: TargetPolicy, resolve: ResolveHost): LookupFunction {
  return (hostname, options, callback) => {
    resolveChecked(hostname, policy, resolve).then(
      (addresses) => {
        const found = addresses.map((address) => ({ address, family: isIP(address) }));
        if (options.all) callback(null, found);
        else callback(null, found[0]!.address, found[0]!.family);
      },
      (error: Error | undefined) => callback(error ?? noAddress(), []),
    );
  };
}
