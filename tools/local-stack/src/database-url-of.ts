import { derivedUrlOfRole, type Role } from '@florin/database';
import type { StackSettings } from './settings.ts';

/** The URL of one role on the local server. A server that is given has whatever roles its URL names: that URL is used. */
export function databaseUrlOf({ given }: StackSettings, url: string, role: Role): string {
  return given.DATABASE_URL === undefined ? derivedUrlOfRole(url, role) : url;
}
