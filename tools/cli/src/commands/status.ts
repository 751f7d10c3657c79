import type { Command } from 'commander';
import type { Readiness } from '@florin/sdk';
import { NotReady } from '../failure.ts';
import type { Surroundings } from '../surroundings.ts';
import type { Column } from '../terminal/table.ts';
import { examples, withFlorin } from '../work.ts';

type Check = { name: string; ok: boolean; detail?: string };

const checkColumns: Column<Check>[] = [
  { name: 'part', of: ({ name }) => name },
  { name: 'state', of: ({ ok }) => (ok ? 'ok' : 'away'), tone: ({ ok }) => (ok ? 'good' : 'bad') },
  { name: 'detail', of: ({ detail }) => detail },
];

export function addStatusCommand(program: Command, surroundings: Surroundings): void {
  examples(
    program
      .command('status')
      .description('say whether the bank can work')
      .action(
        withFlorin(surroundings, async ({ florin, terminal }) => {
          const readiness: Readiness = await florin.health.ready();
          if (terminal.json) await terminal.text(JSON.stringify(readiness));
          else await terminal.rows(checkColumns, checksOf(readiness));
          if (readiness.status !== 'ready') throw new NotReady('The bank cannot work right now.');
        }),
      ),
    'florin status',
  );
}

/** The bank reports the state of its parts only to its operators, on another port. */
function checksOf({ status, checks }: Readiness): Check[] {
  const parts = Object.entries(checks).map(([name, check]) => ({ name, ...check }));
  return parts.length > 0 ? parts : [{ name: 'bank', ok: status === 'ready' }];
}
