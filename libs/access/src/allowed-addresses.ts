import { BlockList, isIP } from 'node:net';

type Network = { address: string; family: 'ipv4' | 'ipv6'; prefix: number };

/** A message if a text is neither an IP address nor a network in CIDR notation; undefined if it is one. */
export function networkFault(text: string): string | undefined {
  return readNetwork(text)
    ? undefined
    : 'must be an IP address or a network such as 203.0.113.0/24 or 2001:db8::/32';
}

/** Whether an address is in one of the networks. An IPv4 address may be written in IPv6, as sockets report it. */
export function createAddressCheck(networks: readonly string[]): (address: string) => boolean {
  const list = new BlockList();
  for (const { address, prefix, family } of networks.flatMap((text) => readNetwork(text) ?? [])) {
    list.addSubnet(address, prefix, family);
  }
  return (address) => {
    const bare = address.replace(/%.*$/, '');
    const version = isIP(bare);
    return version !== 0 && list.check(bare, version === 4 ? 'ipv4' : 'ipv6');
  };
}

/** Whether every network is part of one of the outer networks. */
export function areWithin(networks: readonly string[], outer: readonly string[]): boolean {
  return networks.every((text) => {
    const inner = readNetwork(text);
    return (
      inner !== undefined &&
      outer.some((each) => {
        const around = readNetwork(each);
        if (!around || around.family !== inner.family || around.prefix > inner.prefix) return false;
        return createAddressCheck([each])(inner.address);
      })
    );
  });
}

function readNetwork(text: string): Network | undefined {
  const [address = '', length, ...rest] = text.split('/');
  const version = isIP(address);
  if (version === 0 || address.includes('%') || rest.length > 0) return undefined;
  const bits = version === 4 ? 32 : 128;
  if (length !== undefined && !/^(0|[1-9]\d{0,2})$/.test(length)) return undefined;
  const prefix = length === undefined ? bits : Number(length);
  return prefix <= bits ? { address, family: version === 4 ? 'ipv4' : 'ipv6', prefix } : undefined;
}
