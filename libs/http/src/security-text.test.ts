import { expect, test } from '@jest/globals';
import { openApiServer } from '../test/api-server.ts';
import { securityContactOf } from './security-text.ts';

const path = '/.well-known/security.txt';
const settings = { SECURITY_CONTACT: 'mailto:security@bank.example', SECURITY_CONTACT_EXPIRES: '2027-11-30' };

test('security.txt has the fields that RFC 9116 requires, and needs no key', async () => {
  const { app } = await openApiServer({
    securityContact: securityContactOf(settings),
    publicUrl: 'https://api.bank.example/',
  });
  const answer = await app.inject(path);
  expect(answer.statusCode).toBe(200);
  expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8');
  expect(answer.body).toBe(
    [
      'Contact: mailto:security@bank.example',
      'Expires: 2027-11-30T00:00:00Z',
      'Preferred-Languages: en',
      'Canonical: https://api.bank.example/.well-known/security.txt',
      '',
    ].join('\n'),
  );
  expect((await app.inject({ method: 'POST', url: path })).statusCode).toBe(405);
});

test('a bank without a contact has no security.txt', async () => {
  const { app } = await openApiServer();
  expect((await app.inject(path)).statusCode).toBe(404);
});

test('a contact without the day of its end, or with one that does not exist, stops the start', () => {
  expect(securityContactOf({})).toBeUndefined();
  const { SECURITY_CONTACT, SECURITY_CONTACT_EXPIRES } = settings;
  expect(() => securityContactOf({ SECURITY_CONTACT })).toThrow('set both');
  expect(() => securityContactOf({ SECURITY_CONTACT_EXPIRES })).toThrow('set both');
  expect(() => securityContactOf({ ...settings, SECURITY_CONTACT_EXPIRES: '2027-13-45' })).toThrow(
    'set both',
  );
});
