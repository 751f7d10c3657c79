import { endSigningKeys, migrateAccess } from '@florin/access';
import type { Command } from './command.ts';

export const endSigningKeysCommand: Command = {
  usage: 'end-signing-keys',
  does: 'ends what access tokens are signed with: those signed so far are refused within 5 s, the next has a new key',
  options: {},
  answersMany: false,
  async run(database) {
    await migrateAccess(database);
    return { rows: [{ ended: String(await endSigningKeys(database)) }] };
  },
};
