import { expect, test } from '@jest/globals';
import { areWithin, createAddressCheck, networkFault } from './allowed-addresses.ts';

test.each(['203.0.113.9', '203.0.113.0/24', '0.0.0.0/0', '2001:db8::1', '2001:db8::/32', '::/0'])(
  '%s is an address or a network',
  (text) => expect(networkFault(text)).toBeUndefined(),
);

test.each([
  ...['', 'localhost', '203.0.113', '203.0.113.0/33', '203.0.113.0/-1', '203.0.113.0/', '203.0.113.0/024'],
  ...['2001:db8::/129', '2001:db8::/32/32', 'fe80::1%eth0', '0x7f.1', '203.0.113.0 /24', '1.2.3.4\n'],
])('%j is none', (text) => expect(networkFault(text)).toContain('must be an IP address'));

test('an address is found in its network, however it is written', () => {
  const isAllowed = createAddressCheck(['203.0.113.0/24', '198.51.100.7', '2001:db8:1::/48']);
  const allowed = ['203.0.113.0', '203.0.113.255', '::ffff:203.0.113.9', '198.51.100.7', '2001:db8:1:2::3'];
  for (const address of allowed) expect(`${address} ${isAllowed(address)}`).toBe(`${address} true`);
  const others = [
    '203.0.114.0',
    '198.51.100.8',
    '2001:db8:2::1',
    '::ffff:198.51.100.8',
    '',
    'unix',
    '127.0.0.1',
  ];
  for (const address of others) expect(`${address} ${isAllowed(address)}`).toBe(`${address} false`);
  expect(isAllowed('2001:db8:1::1%eth0')).toBe(true);
  expect(createAddressCheck([])('203.0.113.9')).toBe(false);
});

test('networks are within others only if each of them is', () => {
  const outer = ['203.0.113.0/24', '2001:db8::/32'];
  expect(areWithin(['203.0.113.128/25', '203.0.113.9', '2001:db8:1::/48'], outer)).toBe(true);
  for (const wider of ['203.0.112.0/23', '203.0.114.0/24', '0.0.0.0/0', '::/0', '2001:db9::/32']) {
    expect(`${wider} ${areWithin(['203.0.113.9', wider], outer)}`).toBe(`${wider} false`);
  }
});
