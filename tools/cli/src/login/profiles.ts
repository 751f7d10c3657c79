import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../failure.ts';

/** A key, and its bank. The key is never sent to another bank. */
export type Profile = { url: string; api_key: string };

type Saved = { current: string | null; profiles: Record<string, Profile> };

const profileName = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** The profiles of one user, in one file that only this user can read. */
export class Profiles {
  readonly #directory: string;
  readonly #saved: Saved;

  constructor(directory: string) {
    this.#directory = directory;
    this.#saved = read(join(directory, 'profiles.json'));
  }

  /** The name of the default profile. */
  get current(): string | null {
    return this.#saved.current;
  }

  get names(): string[] {
    return Object.keys(this.#saved.profiles).sort();
  }

  /** Throws UsageError with the names of the existing profiles. */
  get(name: string): Profile {
    const profile = this.find(name);
    if (!profile) throw new UsageError(`There is no profile "${name}". ${this.#known()}`);
    return profile;
  }

  find(name: string): Profile | undefined {
    return Object.hasOwn(this.#saved.profiles, name) ? this.#saved.profiles[name] : undefined;
  }

  /** Saves a profile and makes it the default. */
  save(name: string, profile: Profile): void {
    if (!profileName.test(name) || name === '__proto__')
      throw new UsageError(`"${name}" is not a name for a profile: letters, digits, dots and dashes are.`);
    this.#saved.profiles[name] = profile;
    this.#saved.current = name;
    this.#write();
  }

  use(name: string): void {
    this.get(name);
    this.#saved.current = name;
    this.#write();
  }

  remove(name: string): void {
    this.get(name);
    const { [name]: _removed, ...kept } = this.#saved.profiles;
    this.#saved.profiles = kept;
    if (this.#saved.current === name) this.#saved.current = null;
    this.#write();
  }

  #known(): string {
    const names = this.names;
    return names.length > 0 ? `There are ${names.join(', ')}.` : '`florin login` makes one.';
  }

  /** Writes a temporary file and renames it: a crash leaves the old file or the new one, and others can read neither. */
  #write(): void {
    mkdirSync(this.#directory, { recursive: true, mode: 0o700 });
    const path = join(this.#directory, 'profiles.json');
    const next = `${path}.${process.pid}`;
    writeFileSync(next, `${JSON.stringify(this.#saved, null, 2)}\n`, { mode: 0o600 });
    chmodSync(next, 0o600);
    renameSync(next, path);
  }
}

function read(path: string): Saved {
  if (!existsSync(path)) return { current: null, profiles: {} };
  try {
    const saved = JSON.parse(readFileSync(path, 'utf8')) as Partial<Saved>;
    return { current: saved.current ?? null, profiles: { ...saved.profiles } };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new UsageError(`${path} cannot be read: ${error.message}. Mend it, or remove it and log in again.`);
  }
}
