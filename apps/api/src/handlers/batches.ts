import type { Handlers } from '@florin/http';
import { commandOf, movementBatch, movementOnUnknownParent, type Ledger } from '@florin/ledger';
import { batchView, movementInBatch, parentIdOf, Refusal, type BatchBody } from '@florin/rules';
import { replayed } from '../replayed.ts';
import { contextOf } from '../request-context.ts';

export function batchHandlers(ledger: Ledger): Pick<Handlers<'api'>, 'postBatch'> {
  return {
    async postBatch(request) {
      const { atomic, movements } = request.body;
      const context = contextOf(request);
      const bodies: readonly BatchBody[] = movements;
      const parentIds = bodies.flatMap((body) => parentIdOf(body) ?? []);
      const parents = await ledger.findTransactions(context.tenantId, parentIds);
      const commands = bodies.map((body, index) => {
        const movement = movementInBatch(body, index, (id) => parents.get(id));
        return movement instanceof Refusal
          ? movementOnUnknownParent(parentIdOf(body) ?? '', body, context)
          : commandOf(movement, context);
      });
      const batch = movementBatch({ commands, atomic }, context);
      const posted = await (request.query.dry_run ? ledger.previewBatch(batch) : ledger.postBatch(batch));
      return { body: batchView(posted.batch), headers: replayed(posted.replayed) };
    },
  };
}
