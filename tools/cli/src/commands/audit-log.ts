import type { AuditLogFilters } from '@florin/sdk';
import { Option, type Command } from 'commander';
import { parsePast } from '../moment.ts';
import type { Surroundings } from '../surroundings.ts';
import { auditLogColumns } from '../views.ts';
import { addListOptions, examples, limitOf, said, withFlorin, type ListOptions } from '../work.ts';

type Options = ListOptions & {
  type?: AuditLogFilters['object_type'];
  object?: string;
  actor?: string;
  since?: string;
  until?: string;
};

const types = [
  ...['account', 'scheduled_transaction', 'api_key', 'fraud_rule', 'fraud_alert', 'webhook_endpoint'],
  ...['notification_preferences', 'tenant'],
];

export function addAuditLogCommand(program: Command, surroundings: Surroundings): void {
  const command = program
    .command('audit-log')
    .description('list who changed accounts, schedules, keys, fraud rules and webhooks, the newest first')
    .addOption(new Option('--type <type...>', 'only changes of these').choices(types))
    .option('--object <id>', 'only changes of this one; of a fraud rule, its name')
    .option('--actor <id>', 'only changes by this key, operator or part of the bank')
    .option('--since <time>', 'only what was changed then or later')
    .option('--until <time>', 'only what was changed before')
    .action(
      withFlorin<Options, []>(surroundings, async ({ florin, terminal, options }) => {
        const { type, object, actor, since, until } = options;
        const { count, page } = limitOf(options);
        const times = { from: since && parsePast(since), to: until && parsePast(until) };
        const by = { object_type: type, object_id: object, actor_id: actor };
        await terminal.list(
          auditLogColumns,
          florin.auditLog.list(said({ ...by, ...times, limit: page })),
          count,
        );
      }),
    );
  examples(
    addListOptions(command),
    'florin audit-log --object acct_…',
    'florin audit-log --actor key_… --since 7d',
    'florin audit-log --type api_key webhook_endpoint --all --json',
  );
}
