import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { getCACertificates, setDefaultCACertificates, type TLSSocket } from 'node:tls';
import { openWebhookScene, type WebhookScene } from './webhook-scene.ts';

// A self-signed certificate for hooks.example, valid for a hundred years.
const key = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg2Tg5KCBnkmdAayfB
SjPhM1j4EgChMz3ODnKBY76vzhOhRANCAASDJP2OJ/xqjV2NCVZNoCfg9nc8Aelp
E49whTyYEpKr/WXYtysBhJaLdqwwhnbapkG4Fzb/zxl7cxW8noQJRnZs
-----END PRIVATE KEY-----`;
const cert = `-----BEGIN CERTIFICATE-----
MIIBoTCCAUegAwIBAgIUSQiBw0Bz1CsNUopclai1fHoF5IEwCgYIKoZIzj0EAwIw
GDEWMBQGA1UEAwwNaG9va3MuZXhhbXBsZTAgFw0yNjExMjIyMzIxNDlaGA8yMTI2
MTAyOTIzMjE0OVowGDEWMBQGA1UEAwwNaG9va3MuZXhhbXBsZTBZMBMGByqGSM49
AgEGCCqGSM49AwEHA0IABIMk/Y4n/GqNXY0JVk2gJ+D2dzwB6WkTj3CFPJgSkqv9
Zdi3KwGElot2rDCGdtqmQbgXNv/PGXtzFbyehAlGdmyjbTBrMB0GA1UdDgQWBBTM
f4ZVK8o0UdCzdZ5p27JZXDCQvzAfBgNVHSMEGDAWgBTMf4ZVK8o0UdCzdZ5p27JZ
XDCQvzAPBgNVHRMBAf8EBTADAQH/MBgGA1UdEQQRMA+CDWhvb2tzLmV4YW1wbGUw
CgYIKoZIzj0EAwIDSAAwRQIhAKs+zWwk+5DgtFLoODJjclfCXT+vB3D5JXdghcZQ
zLPaAiAaJmU0Iona6AkqJW8StFkIfg6a4so9gpUFDSF/LQVLvQ==
-----END CERTIFICATE-----`;

const trusted = getCACertificates('default');
const requestedNames: (string | false | undefined)[] = [];
let scene: WebhookScene;
let server: Server;

beforeAll(async () => {
  scene = await openWebhookScene();
  server = createServer({ key, cert }, (request, response) => {
    requestedNames.push((request.socket as TLSSocket & { servername?: string | false }).servername);
    request.resume().on('end', () => response.writeHead(204).end());
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
});

afterEach(async () => {
  setDefaultCACertificates(trusted);
  await scene.quiet();
});

afterAll(async () => {
  await new Promise((closed) => server.close(closed));
  await scene?.close();
});

async function deliverTo(host: string, status: string) {
  const { id } = await scene.register(`https://${host}:${(server.address() as AddressInfo).port}/`);
  await scene.handleEvents(scene.events(1));
  scene.send({ retrySeconds: [] });
  return scene.settled(id, status);
}

test('a connection to a checked address uses the host name of the URL in TLS', async () => {
  setDefaultCACertificates([...trusted, cert]);
  expect(await deliverTo('hooks.example', 'delivered')).toMatchObject({ last_response_status: 204 });
  expect(requestedNames).toEqual(['hooks.example']);
});

test('a server with the certificate of another host gets nothing', async () => {
  setDefaultCACertificates([...trusted, cert]);
  const before = requestedNames.length;
  const { last_failure } = await deliverTo('other.example', 'failed');
  expect(last_failure).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
  expect(requestedNames).toHaveLength(before);
});

test('a server with an untrusted certificate gets nothing', async () => {
  const before = requestedNames.length;
  const { last_failure } = await deliverTo('hooks.example', 'failed');
  expect(last_failure).toBe('DEPTH_ZERO_SELF_SIGNED_CERT');
  expect(requestedNames).toHaveLength(before);
});
