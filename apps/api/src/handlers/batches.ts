import type { Handlers } from '@florin/http';
import { commandOf, movementBatch, movementOnUnknownParent, type Command, type Ledger } from '@florin/ledger';
import { batchView, movementInBatch, parentIdOf, Refusal, type BatchBody } from '@florin/rules';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { replayed } from '../replayed.ts';
import { contextOf } from '../request-context.ts';

/** About two milliseconds of work, mostly for fingerprints. */
const commandsPerTurn = 100;

export function batchHandlers(ledger: Ledger): Pick<Handlers<'api'>, 'postBatch'> {
  return {
    async postBatch(request) {
      const { atomic, movements } = request.body;
      const context = contextOf(request);
      const bodies: readonly BatchBody[] = movements;
      const parentIds = bodies.flatMap((body) => parentIdOf(body) ?? []);
      const parents = await ledger.findTransactions(context.tenantId, parentIds);
      const commands: Command[] = [];
      for (const [index, body] of bodies.entries()) {
        // Other requests run in between.
        if (index % commandsPerTurn === commandsPerTurn - 1) await nextTurn();
        const movement = movementInBatch(body, index, (id) => parents.get(id));
        commands.push(
          movement instanceof Refusal
            ? movementOnUnknownParent(parentIdOf(body) ?? '', body, context)
            : commandOf(movement, context),
        );
      }
      const batch = movementBatch({ commands, atomic }, context);
      const posted = await (request.query.dry_run ? ledger.previewBatch(batch) : ledger.postBatch(batch));
      return { body: batchView(posted.batch), headers: replayed(posted.replayed) };
    },
  };
}
