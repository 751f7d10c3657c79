import { listKeyChanges, migrateAccess } from '@florin/access';
import { isId } from '@florin/database';
import { CannotDo, type Command } from './command.ts';

export const listKeyChangesCommand: Command = {
  usage: 'list-key-changes --id key_…',
  does: 'shows who created, rotated or revoked a key, and by which request',
  options: { id: 'required' },
  answersMany: true,
  async run(database, { id = '' }) {
    if (!isId('key', id)) throw new CannotDo(`"${id}" is not a key id.`);
    await migrateAccess(database);
    const changes = await listKeyChanges(database, id);
    const rows = changes.map((each) => ({
      made_at: each.madeAt.toISOString(),
      change: each.change,
      made_by: each.actor?.id ?? each.madeBy ?? 'an operator',
      request_id: each.requestId,
      server_request_id: each.actor?.requestId ?? null,
      token_id: each.actor?.tokenId ?? null,
      address: each.actor?.address ?? null,
    }));
    return { rows };
  },
};
