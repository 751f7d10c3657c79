import { Florin } from '@florin/sdk';
import { NotLoggedIn, UsageError } from '../failure.ts';
import { configDirectory } from './config-directory.ts';
import { Profiles } from './profiles.ts';

export const defaultUrl = 'http://127.0.0.1:3000';

/** The key and the bank of a command, and the source of the key. */
export type Session = { url: string; apiKey: string; profile: string | null };

export type SessionOptions = { profile?: string; url?: string };

/**
 * Options take precedence over the environment, and the environment over the profile. A saved key is sent only to the
 * bank that it was saved for; another address needs another key.
 */
export function openSession(options: SessionOptions, env: NodeJS.ProcessEnv): Session {
  const wantedUrl = options.url ?? (env['FLORIN_URL'] || undefined);
  const keyFromEnv = env['FLORIN_API_KEY'];
  const profiles = new Profiles(configDirectory(env));
  const name = options.profile ?? (env['FLORIN_PROFILE'] || undefined) ?? profiles.current;
  const profile = name === null ? undefined : keyFromEnv ? profiles.find(name) : profiles.get(name);
  if (keyFromEnv) {
    return { url: readUrl(wantedUrl ?? profile?.url ?? defaultUrl), apiKey: keyFromEnv, profile: null };
  }
  if (!profile || name === null)
    throw new NotLoggedIn('You are not logged in: run `florin login`, or set FLORIN_API_KEY.');
  if (wantedUrl && readUrl(wantedUrl) !== readUrl(profile.url)) {
    throw new NotLoggedIn(
      `The key of profile "${name}" is for ${profile.url} and is not sent to ${wantedUrl}: log in there first.`,
    );
  }
  return { url: readUrl(profile.url), apiKey: profile.api_key, profile: name };
}

export function clientOf({ url, apiKey }: Session, timeoutSeconds?: number): Florin {
  return new Florin({
    apiKey,
    baseUrl: url,
    ...(timeoutSeconds ? { timeoutMs: timeoutSeconds * 1_000 } : {}),
  });
}

/** The address of the error pages, also without a key. */
export function bankAddress(options: SessionOptions, env: NodeJS.ProcessEnv): string {
  try {
    return openSession(options, { FLORIN_API_KEY: 'any', ...env }).url;
  } catch {
    return defaultUrl;
  }
}

/** The address without a trailing slash. Throws UsageError for an invalid address. */
export function readUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol))
    throw new UsageError(`"${text}" is not an address: say https://bank.example or ${defaultUrl}.`);
  return url.href.replace(/\/+$/, '');
}

/** The part of a key that may be shown. */
export function shownKey(apiKey: string): string {
  return `${apiKey.slice(0, 8)}…`;
}
