import { hkdfSync } from 'node:crypto';
import { compactDecrypt, CompactEncrypt, errors } from 'jose';

/** Derives the key that encrypts private keys, so that the shared secret itself is used for nothing else. */
export function encryptionKeyFrom(secret: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', secret, '', 'florin/access/signing-keys', 32));
}

/**
 * Encrypts a private key (PKCS #8) with the first encryption key, for the row with this id: AES-256-GCM in the compact form
 * of RFC 7516.
 */
export function encryptKey(
  pkcs8: string,
  id: string,
  [encryptionKey]: readonly Uint8Array[],
): Promise<string> {
  if (!encryptionKey) throw new TypeError('there is no key to encrypt signing keys with');
  const header = { alg: 'dir', enc: 'A256GCM', kid: id };
  return new CompactEncrypt(new TextEncoder().encode(pkcs8))
    .setProtectedHeader(header)
    .encrypt(encryptionKey);
}

/** Decrypts a private key. Returns undefined if it was encrypted with another secret or for another row. */
export async function decryptKey(
  encrypted: string,
  id: string,
  encryptionKeys: readonly Uint8Array[],
): Promise<string | undefined> {
  for (const encryptionKey of encryptionKeys) {
    const found = await decryptWith(encryptionKey, encrypted, id);
    if (found !== undefined) return found;
  }
  return undefined;
}

async function decryptWith(
  encryptionKey: Uint8Array,
  encrypted: string,
  id: string,
): Promise<string | undefined> {
  try {
    const algorithms = { keyManagementAlgorithms: ['dir'], contentEncryptionAlgorithms: ['A256GCM'] };
    const { plaintext, protectedHeader } = await compactDecrypt(encrypted, encryptionKey, algorithms);
    return protectedHeader.kid === id ? new TextDecoder().decode(plaintext) : undefined;
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined;
    throw error;
  }
}
