import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

/** One AES-256 key: the base64 of 32 bytes. */
export const encryptionKeyPattern = '^[A-Za-z0-9+/]{43}=$';

/** Seals webhook secrets for the database, and opens them to sign. */
export type SecretSeal = {
  seal(secret: string, owner: string): Buffer;
  /** Throws UnreadableSecret when none of the keys fits, or the bytes belong to another owner or were changed. */
  open(sealed: Buffer, owner: string): string;
};

/** Sealed under a key that this process does not have, or tampered with. */
export class UnreadableSecret extends Error {
  override readonly name = 'UnreadableSecret';
}

const algorithm = 'aes-256-gcm';
const keyIdBytes = 4;
const nonceBytes = 12;
const tagBytes = 16;

/**
 * Seals with the first key and opens with any, so that keys are replaced by putting a new one in front. `owner` (the
 * secret's id) is bound in: sealed bytes copied onto another row do not open. Layout: key id, nonce, tag, ciphertext.
 */
export function createSecretSeal(base64Keys: readonly string[]): SecretSeal {
  const keys = base64Keys.map((base64) => {
    const key = Buffer.from(base64, 'base64');
    return { key, id: createHash('sha256').update(key).digest().subarray(0, keyIdBytes) };
  });
  const current = keys[0];
  if (!current) throw new TypeError('a seal needs a key');

  return {
    seal(secret, owner) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv(algorithm, current.key, nonce).setAAD(Buffer.from(owner));
      const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      return Buffer.concat([current.id, nonce, cipher.getAuthTag(), text]);
    },
    open(sealed, owner) {
      const [id, nonce, tag, text] = split(sealed);
      const fitting = keys.find((each) => each.id.equals(id));
      if (!fitting) throw new UnreadableSecret('sealed under a key that is not configured');
      try {
        const decipher = createDecipheriv(algorithm, fitting.key, nonce, { authTagLength: tagBytes })
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

/** A fresh secret as Standard Webhooks writes them. */
export const newWebhookSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;
