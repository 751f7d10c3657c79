import { join } from 'node:path';
import { Type, type Static } from 'typebox';

export const root = join(import.meta.dirname, '..', '..');

/** The environment variables of a load run. */
export const loadSettings = Type.Object({
  FLORIN_LOCAL: Type.String({ default: join(root, '.local'), description: "the local stack's folder" }),
  BASE_URL: Type.String({ default: 'http://127.0.0.1:3000', description: 'where the API answers' }),
  LOAD_USERS: Type.Integer({ default: 50, minimum: 1, maximum: 1_000, description: 'virtual users' }),
  LOAD_SECONDS: Type.Integer({
    default: 20,
    minimum: 1,
    maximum: 600,
    description: 'how long they move money',
  }),
  LOAD_ACCOUNTS: Type.Integer({
    default: 1_000,
    minimum: 2,
    maximum: 100_000,
    description: 'accounts in addition to the hot one',
  }),
});

export type LoadSettings = Static<typeof loadSettings>;
