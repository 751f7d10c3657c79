import { hkdfSync } from 'node:crypto';
import { compactDecrypt, CompactEncrypt, errors } from 'jose';

/** What private keys are encrypted with: derived, so that the secret that the processes share serves nothing but this. */
export function sealingKeyFrom(secret: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', secret, '', 'florin/access/signing-keys', 32));
}

/** Encrypts a private key (PKCS #8) for the row with this id: AES-256-GCM in the compact form of RFC 7516. */
export function sealKey(pkcs8: string, id: string, sealingKey: Uint8Array): Promise<string> {
  const header = { alg: 'dir', enc: 'A256GCM', kid: id };
  return new CompactEncrypt(new TextEncoder().encode(pkcs8)).setProtectedHeader(header).encrypt(sealingKey);
}

/** Undefined when it was sealed with another secret, or for another row. */
export async function openKey(
  sealed: string,
  id: string,
  sealingKey: Uint8Array,
): Promise<string | undefined> {
  try {
    const algorithms = { keyManagementAlgorithms: ['dir'], contentEncryptionAlgorithms: ['A256GCM'] };
    const { plaintext, protectedHeader } = await compactDecrypt(sealed, sealingKey, algorithms);
    return protectedHeader.kid === id ? new TextDecoder().decode(plaintext) : undefined;
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined;
    throw error;
  }
}
