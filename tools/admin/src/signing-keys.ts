import { endSigningKeys, migrateAccess } from '@florin/access';
import type { Command } from './command.ts';

export const endSigningKeysCommand: Command = {
  usage: 'end-signing-keys',
  does: 'ends the signing keys of access tokens: existing tokens are refused within 5 s, new ones have a new key',
  options: {},
  answersMany: false,
  async run(database, _options, { operator }) {
    await migrateAccess(database);
    return { rows: [{ ended: String(await endSigningKeys(database, operator)) }] };
  },
};
