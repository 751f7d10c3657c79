import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Where webhooks may go. Production: https, two ports, public addresses. */
export type TargetPolicy = {
  allowHttp: boolean;
  /** Loopback and private ranges too, for development; never link-local, where clouds keep their metadata. */
  allowPrivate: boolean;
  ports: readonly number[] | 'any';
};

/** What is wrong with a URL before its host is looked up, for people; undefined when nothing is. */
export function urlFault(text: string, policy: TargetPolicy): string | undefined {
  const url = URL.parse(text);
  if (!url) return 'is not a URL';
  const { protocol, username, password, hostname, port } = url;
  const isAllowed = protocol === 'https:' || (protocol === 'http:' && policy.allowHttp);
  if (!isAllowed)
    return policy.allowHttp ? 'must begin with https:// or http://' : 'must begin with https://';
  if (username !== '' || password !== '') return 'must not hold a user name or a password';
  const number = port === '' ? defaultPort(protocol) : Number(port);
  if (policy.ports !== 'any' && !policy.ports.includes(number)) {
    return `must use port ${policy.ports.join(' or ')}`;
  }
  const literal = literalAddress(hostname);
  return literal === undefined ? undefined : addressFault(literal, policy);
}

const defaultPort = (protocol: string) => (protocol === 'https:' ? 443 : 80);

/** The address that a host of a URL is itself; undefined when it is a name. URLs write 0x7f.1 as 127.0.0.1 already. */
export function literalAddress(hostname: string): string | undefined {
  const bare = hostname.replace(/^\[|\]$/g, '');
  return ipaddr.isValid(bare) ? bare : undefined;
}

/** Ranges that belong to whoever runs this process and its neighbours. */
const privateRanges: readonly string[] = ['private', 'loopback', 'uniqueLocal', 'carrierGradeNat'];

/** Public by its number, but answered by the cloud's host itself (Azure's WireServer). */
const hostServices = ['168.63.129.16'];

/** Addresses on the public internet; what else looks like IPv6 unicast is tunnelled, translated or not given out. */
const publicIpv6 = ipaddr.parseCIDR('2000::/3');

/** Why nothing is sent to an address; undefined when it may be. Whatever is not plainly public is not. */
export function addressFault(text: string, policy: Pick<TargetPolicy, 'allowPrivate'>): string | undefined {
  // A zone (fe80::1%eth0) names an interface of this machine.
  if (isIP(text) === 0 || !ipaddr.isValid(text) || text.includes('%')) return 'is not an address';
  const address = ipaddr.parse(text);
  const range = address.range();
  if (policy.allowPrivate && privateRanges.includes(range)) return undefined;
  const isPublic =
    range === 'unicast' && (address.kind() === 'ipv4' || (address as ipaddr.IPv6).match(publicIpv6));
  return isPublic && !hostServices.includes(text) ? undefined : 'leads to an address that is not public';
}
