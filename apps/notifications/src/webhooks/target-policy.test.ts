import { describe, expect, test } from '@jest/globals';
import { addressFault, urlFault, type TargetPolicy } from './target-policy.ts';

const strict: TargetPolicy = { allowHttp: false, allowPrivate: false, ports: [443, 8443] };
const development: TargetPolicy = { allowHttp: true, allowPrivate: true, ports: 'any' };

describe('a webhook is sent to public addresses only:', () => {
  test.each(['93.184.216.34', '8.8.8.8', '2606:4700:4700::1111', '2a00:1450:4001:82a::200e'])(
    '%s is allowed',
    (address) => {
      expect(addressFault(address, strict)).toBeUndefined();
    },
  );

  test.each([
    ['0.0.0.0', 'this host'],
    ['0.1.2.3', 'this network'],
    ['10.0.0.1', 'private'],
    ['100.64.0.1', 'carrier-grade NAT'],
    ['100.100.100.200', "Alibaba's metadata"],
    ['127.0.0.1', 'loopback'],
    ['127.8.9.1', 'loopback'],
    ['168.63.129.16', "Azure's host"],
    ['169.254.169.254', "clouds' metadata"],
    ['172.16.0.1', 'private'],
    ['172.31.255.255', 'private'],
    ['192.0.0.192', "Oracle's metadata"],
    ['192.0.2.1', 'documentation'],
    ['192.88.99.1', '6to4 relay'],
    ['192.168.1.1', 'private'],
    ['198.18.0.1', 'benchmarks'],
    ['198.51.100.1', 'documentation'],
    ['203.0.113.1', 'documentation'],
    ['224.0.0.1', 'multicast'],
    ['240.0.0.1', 'reserved'],
    ['255.255.255.255', 'broadcast'],
    ['::', 'unspecified'],
    ['::1', 'loopback'],
    ['::ffff:127.0.0.1', 'IPv4 in IPv6'],
    ['::ffff:8.8.8.8', 'IPv4 in IPv6'],
    ['::7f00:1', 'IPv4 in IPv6, the deprecated form'],
    ['64:ff9b::7f00:1', 'NAT64'],
    ['64:ff9b:1::7f00:1', 'NAT64 of one network'],
    ['2002:7f00:1::', '6to4'],
    ['2001:0:7f00:1::', 'Teredo'],
    ['2001:db8::1', 'documentation'],
    ['4000::1', 'not assigned'],
    ['fc00::1', 'unique local'],
    ['fd00:ec2::254', "Amazon's metadata"],
    ['fe80::1', 'link-local'],
    ['fe80::1%eth0', 'link-local with a zone'],
    ['fec0::1', 'site-local'],
    ['ff02::1', 'multicast'],
    ['example.com', 'no address'],
  ])('%s is forbidden (%s)', (address) => {
    expect(addressFault(address, strict)).toEqual(expect.any(String));
  });

  test('development settings allow private ranges too, but not the addresses of cloud metadata', () => {
    for (const address of [
      '127.0.0.1',
      '::1',
      '10.1.1.1',
      '192.168.0.1',
      '172.20.0.1',
      'fd12::1',
      '100.64.0.1',
    ]) {
      expect(addressFault(address, development)).toBeUndefined();
    }
    for (const address of ['169.254.169.254', '0.0.0.0', '::', '224.0.0.1', 'fe80::1', '::ffff:127.0.0.1']) {
      expect(addressFault(address, development)).toEqual(expect.any(String));
    }
  });
});

describe('a webhook URL', () => {
  test.each(['https://example.com/hook', 'https://example.com:8443/?a=b', 'https://xn--bcher-kva.example/'])(
    'may be %s',
    (url) => {
      expect(urlFault(url, strict)).toBeUndefined();
    },
  );

  test.each([
    ['http://example.com/', 'must begin with https://'],
    ['ftp://example.com/', 'must begin with https://'],
    ['file:///etc/passwd', 'must begin with https://'],
    ['javascript:alert(1)', 'must begin with https://'],
    ['example.com', 'is not a URL'],
    ['https://', 'is not a URL'],
    ['https://user@example.com/', 'must not hold a user name or a password'],
    ['https://:secret@example.com/', 'must not hold a user name or a password'],
    ['https://example.com:22/', 'must use port 443 or 8443'],
    ['https://example.com:80/', 'must use port 443 or 8443'],
    ['https://127.0.0.1/', 'leads to an address that is not public'],
    ['https://[::1]/', 'leads to an address that is not public'],
    ['https://[::ffff:7f00:1]/', 'leads to an address that is not public'],
    ['https://2130706433/', 'leads to an address that is not public'],
    ['https://0x7f.1/', 'leads to an address that is not public'],
    ['https://0177.0.0.1/', 'leads to an address that is not public'],
    ['https://①②⑦.0.0.1/', 'leads to an address that is not public'],
    ['https://169.254.169.254/latest/meta-data/', 'leads to an address that is not public'],
  ])('is refused: %s', (url, fault) => {
    expect(urlFault(url, strict)).toBe(fault);
  });

  test('may be http on any port if the settings allow it', () => {
    expect(urlFault('http://localhost:8080/hook', development)).toBeUndefined();
    expect(urlFault('http://127.0.0.1:8080/hook', development)).toBeUndefined();
    expect(urlFault('http://169.254.169.254/', development)).toBe('leads to an address that is not public');
    expect(urlFault('ftp://localhost/', development)).toBe('must begin with https:// or http://');
  });
});
