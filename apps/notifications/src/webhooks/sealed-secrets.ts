import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

/** One AES-256 key: the base64 of 32 bytes. */
export const encryptionKeyPattern = '^[A-Za-z0-9+/]{43}=$';

/** Encrypts webhook secrets for the database, and decrypts them for signing. */
export type SecretSeal = {
  seal(secret: string, owner: string): Buffer;
  /** Throws UnreadableSecret if no key matches, or if the bytes were changed or sealed for another owner. */
  open(sealed: Buffer, owner: string): string;
};

/** The secret was sealed under a key that this process does not have, or was changed. */
export class UnreadableSecret extends Error {
  override readonly name = 'UnreadableSecret';
}

const algorithm = 'aes-256-gcm';
const keyIdBytes = 4;
const nonceBytes = 12;
const tagBytes = 16;

/**
 * Creates a seal that encrypts with the first key (AES-256-GCM) and decrypts with any, so that a key is replaced by
 * putting a new one in front. `owner`, the secret's id, is authenticated: sealed bytes do not open on another row. Layout:
 * key id, nonce, tag, ciphertext.
 *
 * libs/access seals signing keys as JWE by `jose`. This format is older and in every released database. It stays, because
 * instances of the previous version could not open a JWE while an upgrade is rolled out, and opening both formats would
 * need both implementations.
 */
export function createSecretSeal(base64Keys: readonly string[]): SecretSeal {
  const keys = base64Keys.map((base64) => {
    const key = Buffer.from(base64, 'base64');
    return { key, id: createHash('sha256').update(key).digest().subarray(0, keyIdBytes) };
  });
  const current = keys[0];
  if (!current) throw new TypeError('at least one key is required');

  return {
    seal(secret, owner) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv(algorithm, current.key, nonce).setAAD(Buffer.from(owner));
      const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      return Buffer.concat([current.id, nonce, cipher.getAuthTag(), text]);
    },
    open(sealed, owner) {
      const [id, nonce, tag, text] = split(sealed);
      const sealedBy = keys.find((key) => key.id.equals(id));
      if (!sealedBy) throw new UnreadableSecret('sealed under a key that is not configured');
      try {
        const decipher = createDecipheriv(algorithm, sealedBy.key, nonce, { authTagLength: tagBytes })
          .setAAD(Buffer.from(owner))
          .setAuthTag(tag);
        return Buffer.concat([decipher.update(text), decipher.final()]).toString('utf8');
      } catch (cause) {
        throw new UnreadableSecret('sealed for another owner, or changed', { cause });
      }
    },
  };
}

function split(sealed: Buffer): [Buffer, Buffer, Buffer, Buffer] {
  const nonceAt = keyIdBytes;
  const tagAt = nonceAt + nonceBytes;
  const textAt = tagAt + tagBytes;
  return [
    sealed.subarray(0, nonceAt),
    sealed.subarray(nonceAt, tagAt),
    sealed.subarray(tagAt, textAt),
    sealed.subarray(textAt),
  ];
}

/** Generates a secret in the notation of Standard Webhooks. */
export const newWebhookSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;
