import type { Database } from '@florin/database';
import { importJWK, importPKCS8, type CryptoKey } from 'jose';
import { openKey, sealingKeyFrom } from './sealed-key.ts';
import { isKeyDue, keyThatSigns } from './signing-key-age.ts';
import {
  algorithm,
  findSigningKeys,
  makeSigningKey,
  openable,
  type SigningKeyRow,
  type TokenKey,
} from './signing-key.ts';

/** What is known of the keys is used for as long as what is known of an API key. */
const cacheTtlMs = 3_000;

/** The bank's signing keys, as this process knows them. Methods throw when the database has to be asked and is away. */
export interface KeyRing {
  /** What verifies this key's signatures; undefined for one that is unknown, too old or ended. */
  verifying(kid: string): Promise<CryptoKey | undefined>;
  /** What signs now. Makes it where there is none, or the last one has become old. */
  signing(): Promise<{ kid: string; key: CryptoKey }>;
  /** All that may verify, the newest first. */
  published(): Promise<TokenKey[]>;
}

/** `secret` is what all processes of the bank share; keys that were sealed with another one verify, and do not sign. */
export function createKeyRing(database: Database, secret: string): KeyRing {
  const sealingKey = sealingKeyFrom(secret);
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

  /** Asks the database after this moment, for all who want it at once: tokens of random keys cost one question at a time. */
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
      // A key that another process made a moment ago signs at once where it is the first.
      const named = ({ id }: SigningKeyRow) => id === kid;
      const row = (await load()).find(named) ?? (await reload()).find(named);
      const importKey = async () => (await importJWK(row!.publicJwk, algorithm)) as CryptoKey;
      return row && importOnce(`public ${kid}`, importKey);
    },
    async signing() {
      let keys = await openable(await load(), sealingKey);
      if (isKeyDue(keys, new Date())) {
        await makeSigningKey(database, sealingKey);
        keys = await openable(await reload(), sealingKey);
      }
      const row = keyThatSigns(keys, new Date());
      if (!row) throw new Error('there is no signing key, although one was made');
      const importKey = async () => {
        const pkcs8 = await openKey(row.sealedPrivateKey, row.id, sealingKey);
        return importPKCS8(pkcs8!, algorithm);
      };
      return { kid: row.id, key: await importOnce(`private ${row.id}`, importKey) };
    },
    async published() {
      return (await load()).map(({ publicJwk }) => publicJwk);
    },
  };
}
