import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Where webhooks may be sent. In production: https, two ports, public addresses. */
export type TargetPolicy = {
  allowHttp: boolean;
  /** Allows loopback and private ranges, for development. Link-local, where clouds serve metadata, is never allowed. */
  allowPrivate: boolean;
  ports: readonly number[] | 'any';
};

/** A message for the caller if the policy forbids a URL before its host is looked up; undefined if it does not. */
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

/** The address that a URL's host consists of; undefined if the host is a name. `URL` has normalized forms such as 0x7f.1. */
export function literalAddress(hostname: string): string | undefined {
  const bare = hostname.replace(/^\[|\]$/g, '');
  return ipaddr.isValid(bare) ? bare : undefined;
}

/** Ranges of this machine and its own network. */
const privateRanges: readonly string[] = ['private', 'loopback', 'uniqueLocal', 'carrierGradeNat'];

/** Addresses in a public range at which the cloud's own host answers: Azure's WireServer. */
const hostServices = ['168.63.129.16'];

/** The only range of public IPv6 addresses. Other unicast ranges are tunnelled, translated or not assigned. */
const publicIpv6 = ipaddr.parseCIDR('2000::/3');

/** A message if the policy forbids an address; undefined if it is allowed. What is not certainly public is forbidden. */
export function addressFault(text: string, policy: Pick<TargetPolicy, 'allowPrivate'>): string | undefined {
  // A zone (fe80::1%eth0) names an interface of this machine.
  if (isIP(text) === 0 || !ipaddr.isValid(text) || text.includes('%')) return 'is not an address';
  const address = ipaddr.parse(text);
  const range = address.range();
  if (policy.allowPrivate && privateRanges.includes(range)) return undefined;
  const isPublic = range === 'unicast' && (address instanceof ipaddr.IPv4 || address.match(publicIpv6));
  return isPublic && !hostServices.includes(text) ? undefined : 'leads to an address that is not public';
}
