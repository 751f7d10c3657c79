import type { Database } from '@florin/database';
import { importJWK, importPKCS8, type CryptoKey } from 'jose';
import { decryptKey, encryptionKeyFrom } from './encrypted-key.ts';
import { isKeyDue, keyThatSigns } from './signing-key-rotation.ts';
import {
  algorithm,
  findSigningKeys,
  makeSigningKey,
  decryptable,
  type SigningKeyRow,
  type TokenKey,
} from './signing-key.ts';

/** Signing keys are cached as long as API keys. */
const cacheTtlMs = 3_000;

/** The cached signing keys of the bank. Methods throw when a query is needed and the database is unavailable. */
export interface KeyRing {
  /** The public key with this id. Undefined if it is unknown, too old or ended. */
  verifying(kid: string): Promise<CryptoKey | undefined>;
  /** The private key that signs now. Creates a key if there is none, or if the newest one is too old. */
  signing(): Promise<{ kid: string; key: CryptoKey }>;
  /** All public keys that verify tokens, newest first. */
  published(): Promise<TokenKey[]>;
}

/**
 * `secrets` are shared by all processes of the bank: the first encrypts, all decrypt. Keys encrypted with another secret
 * verify tokens but do not sign.
 */
export function createKeyRing(database: Database, secrets: readonly string[]): KeyRing {
  const encryptionKeys = secrets.map(encryptionKeyFrom);
  const imported = new Map<string, Promise<CryptoKey>>();
  let loaded: { atMs: number; rows: SigningKeyRow[] } | undefined;
  let running: Promise<unknown> = Promise.resolve();
  let queued: Promise<SigningKeyRow[]> | undefined;

  async function read(): Promise<SigningKeyRow[]> {
    queued = undefined;
    const atMs = performance.now();
    const reading = database.read((em) => findSigningKeys(em));
    running = reading;
    const rows = await reading;
    loaded = { atMs, rows };
    return rows;
  }

  /** Starts one query after the call, shared by all concurrent callers: tokens with random key ids cost one query at a time. */
  function reload(): Promise<SigningKeyRow[]> {
    queued ??= running.then(read, read);
    return queued;
  }

  const load = async () => (loaded && performance.now() - loaded.atMs < cacheTtlMs ? loaded.rows : reload());

  function importOnce(name: string, importKey: () => Promise<CryptoKey>): Promise<CryptoKey> {
    const key = imported.get(name) ?? importKey();
    imported.set(name, key);
    return key;
  }

  return {
    async verifying(kid) {
      // The first key of a bank signs at once, so another process may have just created it.
      const named = ({ id }: SigningKeyRow) => id === kid;
      const row = (await load()).find(named) ?? (await reload()).find(named);
      if (!row) return undefined;
      return importOnce(`public ${kid}`, () => importPublicKey(row.publicJwk));
    },
    async signing() {
      let keys = await decryptable(await load(), encryptionKeys);
      if (isKeyDue(keys, new Date())) {
        await makeSigningKey(database, encryptionKeys);
        keys = await decryptable(await reload(), encryptionKeys);
      }
      const row = keyThatSigns(keys, new Date());
      if (!row) throw new Error('there is no signing key, although one was created');
      const importKey = async () => {
        const pkcs8 = await decryptKey(row.sealedPrivateKey, row.id, encryptionKeys);
        if (pkcs8 === undefined) throw new Error(`signing key ${row.id} cannot be decrypted`);
        return importPKCS8(pkcs8, algorithm);
      };
      return { kid: row.id, key: await importOnce(`private ${row.id}`, importKey) };
    },
    async published() {
      return (await load()).map(({ publicJwk }) => publicJwk);
    },
  };
}

async function importPublicKey(jwk: TokenKey): Promise<CryptoKey> {
  const key = await importJWK(jwk, algorithm);
  // Only a symmetric key is imported as bytes.
  if (key instanceof Uint8Array) throw new TypeError(`${jwk.kid} is not a public key`);
  return key;
}
