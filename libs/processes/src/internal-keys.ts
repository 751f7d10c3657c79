import { createPrivateKey, createPublicKey, hkdfSync } from 'node:crypto';

/** What every Ed25519 private key begins with in PKCS #8 (RFC 8410). */
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex');

const bytesFrom = (secret: string, use: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, '', `florin development: ${use}`, 32));

/** The settings by which the apps of a development bank accept each other's calls, all derived from one secret. */
export function internalKeys(secret: string) {
  const keyPair = (app: string) => {
    const pkcs8 = Buffer.concat([pkcs8Prefix, bytesFrom(secret, `calls of ${app}`)]);
    const publicKey = createPublicKey(createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' }));
    return {
      privateKey: pkcs8.toString('base64'),
      publicKey: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
    };
  };
  return {
    api: keyPair('api'),
    fraud: keyPair('fraud'),
    cursorKey: bytesFrom(secret, 'cursors').toString('base64url'),
    webhookKey: bytesFrom(secret, 'secrets of webhooks').toString('base64'),
    // The secret itself, because banks of earlier releases have encrypted with it.
    sealingKey: secret,
  };
}
